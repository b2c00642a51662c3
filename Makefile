# Everything here is also `python3 -m config.runtime <name>`, for machines without make.
PYTHON ?= python3
export PORT DATA DEMO

.PHONY: run test faults lint check lock messages bench-pages bench-publishing bench-charter
run: ## start everything; variables: PORT, DATA, DEMO=0
	@$(PYTHON) -m config.runtime run --tied

test: ## run the tests; ARGS go to pytest
	@$(PYTHON) -m config.runtime test $(ARGS)

lint check lock faults messages bench-pages bench-publishing bench-charter:
	@$(PYTHON) -m config.runtime $@ $(ARGS)
