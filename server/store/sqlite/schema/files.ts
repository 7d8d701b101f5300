import { start } from './0001-start.ts'
import { openCounts } from './0002-open-counts.ts'
import { work } from './0003-work.ts'
import { notices } from './0004-notices.ts'
import { facets } from './0005-facets.ts'
import { reads } from './0006-reads.ts'
import { tree } from './0007-tree.ts'

/** The schema files, in order: the database's version is how many of them it has been through. */
export const schemaFiles: readonly string[] = [start, openCounts, work, notices, facets, reads, tree]
