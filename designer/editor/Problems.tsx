import type { Problem } from '../../engine/problems.ts'
import classes from './Editor.module.css'
import type { Editor } from './editor.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'

/** What verify finds in the draft, now. Each leads to what it is about. */
export function Problems({ editor }: { editor: Editor }) {
  const { problems } = useEditor(editor)
  const errors = problems.filter(({ severity }) => severity === 'error')
  const sorted = [...errors, ...problems.filter(one => !errors.includes(one))]
  return (
    <section className={classes.problems} aria-label={words.problems}>
      <h2>
        {words.problems}
        <span aria-live="polite">
          {problems.length === 0
            ? words.noProblems
            : words.found(errors.length, problems.length - errors.length)}
        </span>
      </h2>
      {sorted.length > 0 && (
        <ul>
          {sorted.map(problem => (
            <li key={`${problem.at} ${problem.code} ${problem.message}`}>
              <button
                type="button"
                data-severity={problem.severity}
                onClick={() => editor.reveal(problem.at)}
              >
                <strong>{severityOf(problem)}</strong> {problem.message} <code>{problem.at}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const severityOf = ({ severity }: Problem) => (severity === 'error' ? '✕ Error' : '! Warning')
