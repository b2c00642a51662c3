FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 MALLOC_ARENA_MAX=2 \
    DATA=/data BIND_ADDRESS=0.0.0.0 PORT=8000

RUN useradd --create-home --uid 10001 tribu && install -d -o tribu -g tribu -m 0700 /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt
COPY . .
RUN python -m config.runtime.messages && python -m compileall -q .

USER tribu
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.runtime.gunicorn", "config.wsgi"]
