import type { Log } from '../log.ts'
import type { Heads } from './heads.ts'

const hour = 3_600_000

/**
 * Gives a head out at once and every hour, to nobody but the file beside the database: so that what is changed in
 * the database later is found out also where nobody has ever asked for a head. Answers how to end it.
 */
export function signHourly(heads: Pick<Heads, 'now'>, log: Log): () => Promise<void> {
  let signing: Promise<unknown> = Promise.resolve()
  const give = () => {
    signing = signing
      .then(() => heads.now())
      .catch(error => log.error('No head of the log was signed', { error }))
  }
  give()
  const timer = setInterval(give, hour)
  return async () => {
    clearInterval(timer)
    await signing
  }
}
