import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import type { Severity } from '../../engine/problems.ts'
import type { Editor } from './editor.ts'
import { groupProblems, keyOf } from './problems/groups.ts'
import { ProblemRow } from './problems/ProblemRow.tsx'
import classes from './problems/Problems.module.css'
import { words } from './problems/texts.ts'
import { useChecked, useEditor } from './use-editor.ts'

/** What verify finds in the draft, now: by what it is about, each with the way to its place and ways to mend it. */
export function Problems({ editor }: { editor: Editor }) {
  const { draft } = useEditor(editor)
  const { problems, isChecking } = useChecked(editor)
  const [only, setOnly] = useState<Severity | 'all'>('all')
  const [done, say] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  // While an edit is being checked, what was found before stays; before the first check nothing is known.
  const wasChecked = useRef(false)
  wasChecked.current ||= !isChecking
  const groups = useMemo(
    () => groupProblems(problems, draft.definition, only),
    [problems, draft.definition, only],
  )
  const shown = groups.flatMap(group => group.problems)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  // One stop for Tab, at the problem that was looked at last.
  const stop = shown.find(one => keyOf(one) === current) ?? shown[0]

  /** To the problem that many further on; to the first or the last for a long way. */
  function go(by: number): void {
    const at = Math.max(0, shown.indexOf(stop!))
    const next = Math.min(shown.length - 1, Math.max(0, at + by))
    setCurrent(keyOf(shown[next]!))
    list.current?.querySelectorAll<HTMLElement>('[data-problem]')[next]?.focus()
  }

  return (
    <section className={classes.problems} aria-label={words.title} aria-busy={isChecking}>
      <div className={classes.head}>
        <h2>{words.title}</h2>
        <span aria-live="polite" className={classes.count}>
          {wasChecked.current &&
            (problems.length === 0 ? words.none : words.found(errors, problems.length - errors))}
        </span>
        {problems.length > 0 && (
          <SegmentedControl
            size="xs"
            aria-label={words.show}
            value={only}
            onChange={value => setOnly(value as Severity | 'all')}
            data={(['all', 'error', 'warning'] as const).map(value => ({
              value,
              label: words.filter[value],
            }))}
          />
        )}
        <VisuallyHidden role="status">{done}</VisuallyHidden>
      </div>
      {problems.length > 0 && shown.length === 0 && <p className={classes.count}>{words.noneOfKind}</p>}
      <div ref={list}>
        {groups.map(group => (
          <div key={group.key} className={classes.group}>
            <h3>
              {group.title} <span className={classes.number}>{group.problems.length}</span>
            </h3>
            <ul aria-label={group.title}>
              {group.problems.map(problem => (
                <ProblemRow
                  key={keyOf(problem)}
                  editor={editor}
                  problem={problem}
                  isStop={problem === stop}
                  onFocus={() => setCurrent(keyOf(problem))}
                  onGo={go}
                  onFixed={title => {
                    say(words.fixed(title))
                    requestAnimationFrame(() => go(0))
                  }}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
