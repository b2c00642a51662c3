// A real Bluesky on loopback: directory, PDS and AppView. Says where the first two are in one line of JSON, then serves until
// its standard input ends. DB_POSTGRES_URL names an empty PostgreSQL database for the AppView.
import net from 'node:net'
import pg from 'pg'

// The servers listen on every address of the machine unless told otherwise, and nothing tells them.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  const toAll = typeof port === 'number' && typeof rest[0] !== 'string'
  return toAll ? listen.call(this, { port, host: 'localhost' }, ...rest) : listen.call(this, port, ...rest)
}

// The AppView searches people by trigrams. The PostgreSQL of the tests knows none, and no test searches people.
const query = pg.Client.prototype.query
pg.Client.prototype.query = function (asked, ...rest) {
  const text = typeof asked === 'string' ? asked : asked?.text
  return /extension if not exists pg_trgm|gist_trgm_ops/.test(text) ? query.call(this, 'select 1') : query.call(this, asked, ...rest)
}

// Applications have public addresses; those of the tests are on this machine, at the port that their name tells.
const fetched = globalThis.fetch
globalThis.fetch = function (asked, ...rest) {
  const url = typeof asked === 'string' ? asked : (asked?.url ?? String(asked))
  const ours = /^https:\/\/port-(\d+)\.tribu-tests\.fr(\/.*)$/.exec(url)
  return ours ? fetched.call(this, `http://127.0.0.1:${ours[1]}${ours[2]}`) : fetched.call(this, asked, ...rest)
}

process.env.REDIS_HOST ??= 'unused' // asked for, and not used by this version
const { TestNetwork } = await import('@atproto/dev-env')
const network = await TestNetwork.create({ dbPostgresSchema: 'bluesky' })
console.log(JSON.stringify({ pds: network.pds.url, directory: network.plc.url }))

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
