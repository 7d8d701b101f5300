import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import { queries } from '../../queries.ts'
import { placesOf, unknownPlaces } from '../../work/places.ts'
import type { Around } from '../tell-item.ts'

type Ran = { process: string; version: number }

/**
 * What an entry is told with: the definition of its version, each asked for once. Until it is there, and where it cannot
 * be had, names are made from the keys.
 */
export function useArounds(entries: readonly Ran[]): (ran: Ran) => Around {
  const wanted = [...new Map(entries.map(ran => [keyOf(ran), ran])).values()]
  const versions = useQueries({
    queries: wanted.map(({ process, version }) => queries.version(process, version)),
    combine: results => results.flatMap(({ data }) => data ?? []),
  })
  return useMemo(() => {
    const arounds = new Map<string, Around>(
      versions.map(version => [
        keyOf(version),
        { definition: version.definition, places: placesOf(version.definition) },
      ]),
    )
    return ran => arounds.get(keyOf(ran)) ?? { definition: nameless(ran.process), places: unknownPlaces }
  }, [versions])
}

const keyOf = ({ process, version }: Ran) => `${process} ${version}`
const nameless = (id: string): Definition => ({ id, name: id, initial: '', states: {} })
