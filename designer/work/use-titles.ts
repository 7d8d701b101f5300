import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseSummary } from '../answers.ts'
import { queries } from '../queries.ts'
import { type Places, placesOf, unknownPlaces } from './places.ts'

/** Names of states, each by the version that its case runs on; made from the paths until the versions are there. */
export function useTitles(items: CaseSummary[]): (item: CaseSummary, path: string) => string {
  const wanted = [...new Map(items.map(item => [`${item.process} ${item.version}`, item])).values()]
  const versions = useQueries({
    queries: wanted.map(({ process, version }) => queries.version(process, version)),
    combine: results => results.flatMap(({ data }) => data ?? []),
  })
  const places = useMemo(
    () =>
      new Map<string, Places>(
        versions.map(({ process, version, definition }) => [`${process} ${version}`, placesOf(definition)]),
      ),
    [versions],
  )
  return ({ process, version }, path) => (places.get(`${process} ${version}`) ?? unknownPlaces).titleOf(path)
}
