import { useEffect, useRef, useState } from 'react'
import type { Present } from '../../api.ts'
import { api, queryClient } from '../../queries.ts'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'

/** How often a tab says that it is there; the server waits for three of these (server/presence.ts). */
const beatMs = 15_000
/** A selection that is swept over the drawing is told once, when it rests. */
const restMs = 400

type Room = { process: string; tab: string; heard(revision: number): void }

/**
 * Who else has the draft open, and what is saved by them: told by the server as it happens, asked for again every
 * few seconds in case it was not. A tab that nobody looks at lets go of the line: browsers have few for a server.
 */
export function usePresence(editor: Editor, { process, tab, heard }: Room): Present[] {
  const [people, setPeople] = useState<Present[]>([])
  const { selection } = useEditor(editor)
  const selected = [...selection.states, ...selection.transitions].slice(0, 50)
  const now = useRef({ selected, heard })
  now.current = { selected, heard }
  const isOff = editor.readOnly

  useEffect(() => {
    if (isOff) return
    let stream: EventSource | undefined
    const beat = async () => {
      if (document.hidden) return
      if (!stream || stream.readyState === EventSource.CLOSED) listen()
      const answer = await api.beat(process, tab, now.current.selected).catch(() => undefined)
      if (!answer) return
      setPeople(answer.people)
      now.current.heard(answer.revision)
    }
    const listen = () => {
      stream?.close()
      stream = new EventSource('/api/stream')
      stream.addEventListener('draft-presence', ({ data }) => {
        const message = JSON.parse(data) as { process: string; people: Present[] }
        if (message.process === process) setPeople(message.people)
      })
      stream.addEventListener('draft-saved', ({ data }) => {
        const message = JSON.parse(data) as { process: string; revision: number }
        if (message.process === process) now.current.heard(message.revision)
      })
      stream.addEventListener('process-published', ({ data }) => {
        const message = JSON.parse(data) as { process: string }
        if (message.process !== process) return
        void queryClient.invalidateQueries({ queryKey: ['versions', process] })
        void queryClient.invalidateQueries({ queryKey: ['processes'] })
      })
    }
    const seen = () => {
      if (document.hidden) stream?.close()
      else void beat()
    }
    const leave = () => void api.leave(process, tab).catch(() => {})
    void beat()
    const beating = setInterval(beat, beatMs)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pagehide', leave)
    return () => {
      clearInterval(beating)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pagehide', leave)
      stream?.close()
      leave()
    }
  }, [process, tab, isOff])

  const told = selected.join('\n')
  useEffect(() => {
    if (isOff) return
    const resting = setTimeout(() => {
      void api.beat(process, tab, told === '' ? [] : told.split('\n')).catch(() => {})
    }, restMs)
    return () => clearTimeout(resting)
  }, [process, tab, isOff, told])

  return people.filter(one => one.tab !== tab)
}
