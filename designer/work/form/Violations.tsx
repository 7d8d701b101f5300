import type { Violation } from '../../../engine/refusal.ts'
import { texts } from '../../texts.ts'

type Props = { violations: readonly Violation[]; names: ReadonlyMap<string, string>; formId: string }

/** What is not right yet, each leading to its field. */
export function Violations({ violations, names, formId }: Props) {
  return (
    <>
      <p>{texts.form.wrong(violations.length)}</p>
      <ul>
        {violations.map(({ field, message }) => {
          const name = names.get(field)
          return (
            <li key={`${field} ${message}`}>
              {name === undefined || name === '' ? (
                `${field} ${message}`
              ) : (
                <a
                  href={`#${formId}${field}`}
                  onClick={click => {
                    click.preventDefault()
                    document.getElementById(`${formId}${field}`)?.focus()
                  }}
                >
                  {name} {message}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}
