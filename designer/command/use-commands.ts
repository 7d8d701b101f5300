import { useEffect, useRef } from 'react'
import { type AppCommand, commands } from './registry.ts'

/** Offers these in the palette for as long as the component is there. */
export function useCommands(list: readonly AppCommand[]): void {
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  useEffect(() => commands.add(() => latest.current), [])
}
