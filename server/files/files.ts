// The contents of the files that are attached to cases. What a file is called and whose it is stands in the case's
// history, together with the hash under which its content is kept here.
//
// 1. A content is kept under its SHA-256, so the same one twice is kept once, and a changed one is found out.
// 2. It is on disk before `keep` answers.
// 3. What is opened has been checked as a whole: nobody gets half a file, or a changed one.

export type Files = {
  /** Takes a content in. It is nobody's before it is kept; when it breaks off, nothing is left of it. */
  receive(content: AsyncIterable<Uint8Array>): Promise<Received>
  /** The content with this hash, or why there is none. */
  open(sha256: string): Promise<Blob | 'missing' | 'damaged'>
  /** Takes away what was being received when the last server ended. For the server alone. */
  removeUnfinished(): Promise<void>
}

/** A content that has arrived. It is either kept or dropped. */
export type Received = {
  /** hexadecimal */
  sha256: string
  size: number
  content: Blob
  keep(): Promise<void>
  drop(): Promise<void>
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)
