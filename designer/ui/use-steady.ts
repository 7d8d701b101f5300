import { useMemo, useRef } from 'react'

type Handlers = Record<string, (...given: never[]) => unknown>

/**
 * The same functions at every render, which do what the ones of the last render do. For a library that tells
 * everything it draws of each handler that is new.
 */
export function useSteady<T extends Handlers>(handlers: T): T {
  const latest = useRef(handlers)
  latest.current = handlers
  const names = Object.keys(handlers).join(' ')
  return useMemo(() => {
    const steady = names
      .split(' ')
      .map(name => [name, (...given: never[]) => latest.current[name]!(...given)])
    return Object.fromEntries(steady) as T
  }, [names])
}
