import { useSyncExternalStore } from 'react'
import { lastTick, onTick } from '../clock.ts'

/** The server's time, in milliseconds since 1970; what is drawn with it stays right while the page is open. */
export const useNow = (): number => useSyncExternalStore(onTick, lastTick)
