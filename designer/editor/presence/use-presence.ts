import { useEffect, useRef, useState } from 'react'
import type { Present } from '../../answers.ts'
import { onHappening } from '../../notices/use-stream.ts'
import { api } from '../../queries.ts'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'

/** How often a tab says that it is there; the server waits for three of these (server/presence.ts). */
const beatMs = 15_000
/** A selection that is swept over the drawing is told once, when it rests. */
const restMs = 400

type Room = { process: string; tab: string; heard(revision: number): void }

/**
 * Who else has the draft open, and what is saved by them: told by the server as it happens, asked for again every
 * few seconds in case it was not.
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
    let told = 0
    const beat = async () => {
      if (document.hidden) return
      const before = told
      const answer = await api.beat(process, tab, now.current.selected).catch(() => undefined)
      if (!answer) return
      // Who has left while the answer was on its way is not there again.
      if (told === before) setPeople(answer.people)
      now.current.heard(answer.revision)
    }
    const deafen = onHappening(message => {
      if (!('process' in message) || message.process !== process) return
      if (message.kind === 'draft-presence') {
        told += 1
        setPeople(message.people)
      }
      if (message.kind === 'draft-saved') now.current.heard(message.revision)
    })
    const seen = () => void beat()
    const leave = () => void api.leave(process, tab).catch(() => {})
    void beat()
    const beating = setInterval(beat, beatMs)
    document.addEventListener('visibilitychange', seen)
    window.addEventListener('pagehide', leave)
    return () => {
      clearInterval(beating)
      document.removeEventListener('visibilitychange', seen)
      window.removeEventListener('pagehide', leave)
      deafen()
      leave()
    }
  }, [process, tab, isOff])

  const places = selected.join('\n')
  useEffect(() => {
    if (isOff) return
    const resting = setTimeout(() => {
      void api.beat(process, tab, places === '' ? [] : places.split('\n')).catch(() => {})
    }, restMs)
    return () => clearTimeout(resting)
  }, [process, tab, isOff, places])

  return people.filter(one => one.tab !== tab)
}
