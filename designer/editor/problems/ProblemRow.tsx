import { Button, Menu } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { Problem } from '../../../engine/problems.ts'
import type { Editor } from '../editor.ts'
import type { Fix } from './fix.ts'
import { fixesFor, mayHaveFix } from './fixes.ts'
import classes from './Problems.module.css'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  problem: Problem
  /** whether Tab stops here */
  isStop: boolean
  onFocus(): void
  onGo(by: number): void
  onFixed(title: string): void
}

const far = 10_000
const ways: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -far, End: far }

export function ProblemRow({ editor, problem, isStop, onFocus, onGo, onFixed }: Props) {
  const [fixes, setFixes] = useState<Fix[] | null>(null)
  const mayFix = !editor.readOnly && mayHaveFix(problem)
  // Each is tried on the draft first, which is too much to do for every row at every change.
  const open = () => {
    const { draft, selection } = editor.get()
    setFixes(fixesFor(problem, draft, selection.states.at(-1)))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = ways[event.key]
    if (by !== undefined) onGo(by)
    else if (event.key === '.' && mayFix) open()
    else return
    event.preventDefault()
  }

  const isError = problem.severity === 'error'
  return (
    <li className={classes.row} data-severity={problem.severity}>
      <button
        type="button"
        data-problem
        tabIndex={isStop ? 0 : -1}
        className={classes.place}
        title={problem.at || '/'}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={() => editor.reveal(problem.at)}
      >
        <span className={classes.sign} aria-hidden>
          {isError ? '✕' : '!'}
        </span>
        <span>
          <strong>{isError ? words.error : words.warning}</strong> {problem.message}
        </span>
      </button>
      {mayFix && (
        <Menu
          withInitialFocusPlaceholder={false}
          opened={fixes !== null}
          onChange={opened => (opened ? open() : setFixes(null))}
          position="top-end"
          withinPortal
        >
          <Menu.Target>
            <Button
              variant="default"
              size="compact-xs"
              tabIndex={isStop ? 0 : -1}
              aria-label={words.fixes(problem.message)}
              onFocus={onFocus}
            >
              {words.fix}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {fixes?.length === 0 && <Menu.Label>{words.noFix}</Menu.Label>}
            {fixes?.map(({ title, edit }) => (
              <Menu.Item
                key={title}
                onClick={() => {
                  editor.apply(edit)
                  onFixed(title)
                }}
              >
                {title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
