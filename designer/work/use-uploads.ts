import { useEffect, useRef, useState } from 'react'
import { queries, queryClient } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { newId } from './new-id.ts'
import { sendFile } from './send-file.ts'

/** A file on its way. `problem`: why it was not attached. */
export type Upload = { id: string; file: File; part: number; problem: string | null; canTryAgain: boolean }

/** Files on their way to a case: one after the other, so that none takes the line from the rest. */
export function useUploads(caseId: string) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const [attached, setAttached] = useState<string[]>([])
  const callOff = useRef(new Map<string, AbortController>())
  const line = useRef(Promise.resolve())
  const isOnPage = useRef(true)
  useEffect(() => {
    isOnPage.current = true
    return () => {
      isOnPage.current = false
    }
  }, [])

  const change = (id: string, changed: Partial<Upload>) =>
    setUploads(before => before.map(one => (one.id === id ? { ...one, ...changed } : one)))
  const forget = (id: string) => setUploads(before => before.filter(one => one.id !== id))

  async function send(id: string, file: File): Promise<void> {
    const stop = callOff.current.get(id)
    if (!stop || stop.signal.aborted) return
    try {
      const { name } = await sendFile(caseId, file, {
        id,
        signal: stop.signal,
        onProgress: part => change(id, { part }),
      })
      forget(id)
      setAttached(before => [...before, name])
      await queryClient.invalidateQueries({ queryKey: queries.case(caseId).queryKey })
    } catch (error) {
      if (stop.signal.aborted) return forget(id)
      const problem = error instanceof Error ? sentenceOf(error) : String(error)
      change(id, { problem, canTryAgain: isPassing(error) })
    }
  }

  function queue(id: string, file: File): void {
    callOff.current.set(id, new AbortController())
    line.current = line.current.then(() => (isOnPage.current ? send(id, file) : undefined))
  }

  return {
    uploads,
    /** names of those that arrived, to be told */
    attached,
    add(files: Iterable<File>): void {
      setAttached([])
      for (const file of files) {
        const id = newId()
        setUploads(before => [...before, { id, file, part: 0, problem: null, canTryAgain: false }])
        queue(id, file)
      }
    },
    again({ id, file }: Upload): void {
      change(id, { problem: null, part: 0 })
      queue(id, file)
    },
    remove(id: string): void {
      callOff.current.get(id)?.abort()
      forget(id)
    },
  }
}

/** The line, or the server for now: the same file may be taken the next time. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'status' in error && (error.status === 0 || Number(error.status) >= 500)
