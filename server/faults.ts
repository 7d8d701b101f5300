// What can go wrong in our own code or in the world, and is thrown. What a process refuses, or what is wrong
// with a definition, is an answer and not among these.

export class CaseNotFoundError extends Error {
  readonly caseId: string
  constructor(caseId: string) {
    super(`No case has the id ${JSON.stringify(caseId)}.`)
    this.name = 'CaseNotFoundError'
    this.caseId = caseId
  }
}

/** A case cannot be started under this id: another one, with other data, has it. */
export class CaseExistsError extends Error {
  readonly caseId: string
  constructor(caseId: string) {
    super(
      `The id ${JSON.stringify(caseId)} belongs to a case that was started differently. Choose another id.`,
    )
    this.name = 'CaseExistsError'
    this.caseId = caseId
  }
}

export class ProcessNotFoundError extends Error {
  readonly process: string
  readonly version: number | undefined
  constructor(process: string, version?: number) {
    super(
      version === undefined
        ? `No process with the id ${JSON.stringify(process)} has been published.`
        : `The process ${JSON.stringify(process)} has no version ${version}.`,
    )
    this.name = 'ProcessNotFoundError'
    this.process = process
    this.version = version
  }
}

/** A version that this server can no longer make sense of: it was published by another one. Its cases stay as they are. */
export class UnreadableVersionError extends Error {
  readonly process: string
  readonly version: number
  constructor(process: string, version: number, cause: unknown) {
    super(
      `Version ${version} of the process ${JSON.stringify(process)} cannot be run by this Throughline any more: ` +
        'it was published by another one. What happened is on record; nothing more can be done with its cases here.',
      { cause },
    )
    this.name = 'UnreadableVersionError'
    this.process = process
    this.version = version
  }
}

/** A cursor that no page ended with. */
export class UnknownCursorError extends Error {
  constructor() {
    super('The cursor is not the `next` of a page. Begin again without one.')
    this.name = 'UnknownCursorError'
  }
}

/** The store cannot write or read now. Nothing of the attempt is left behind; it may be tried again. */
export class StoreBusyError extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause })
    this.name = 'StoreBusyError'
  }
}

/** An entry on record cannot be read: the file was damaged, or changed by hand. */
export class DamagedEntryError extends Error {
  constructor(cause: unknown) {
    super(
      'An entry on record is not JSON any more: the store was damaged, or changed by hand. Ask an operator: “verify” names the entry, and a backup may still have it.',
      { cause },
    )
    this.name = 'DamagedEntryError'
  }
}

/** The disk is full. Nothing of the attempt is left behind. */
export class StoreFullError extends Error {
  constructor(cause: unknown) {
    super('The disk that holds the store is full: nothing was written. Free some space and try again.', {
      cause,
    })
    this.name = 'StoreFullError'
  }
}

/** Another server has this data folder. */
export class FolderInUseError extends Error {
  readonly folder: string
  constructor(folder: string) {
    super(
      `Another Throughline server is already running on the data folder ${JSON.stringify(folder)}. ` +
        'Stop it first, or give this one a folder of its own (THROUGHLINE_DATA).',
    )
    this.name = 'FolderInUseError'
    this.folder = folder
  }
}
