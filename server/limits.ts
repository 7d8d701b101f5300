// How much of anything the server takes at once. A caller that meets a limit is told which one.

export type Limits = {
  /** bytes of a request's body */
  bodyBytes: number
  /** bytes of a file that is attached to a case */
  fileBytes: number
  /** brackets inside brackets in a JSON body */
  bodyDepth: number
  /** items of one page */
  pageSize: number
  /** entries of one page of a history: they are read many at a time */
  historyPageSize: number
  /** requests in ten seconds, by who sends them: an address, a person, an API key */
  requests: { anonymous: number; person: number; key: number }
  /** failed attempts to sign in or to use a link, in a minute, from one address */
  failedSignIns: number
}

/**
 * A person's share is far above what a screen asks for. A key's share only stops a client that runs away:
 * imports and integrations may use all that the machine gives.
 */
export const limits: Limits = {
  bodyBytes: 1_048_576,
  fileBytes: 20 * 1_048_576,
  bodyDepth: 100,
  pageSize: 200,
  historyPageSize: 1_000,
  requests: { anonymous: 300, person: 600, key: 100_000 },
  failedSignIns: 20,
}
