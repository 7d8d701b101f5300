import { Button, NativeSelect } from '@mantine/core'
import type { Definition } from '../../../engine/definition.ts'
import { resolveTarget } from '../../../engine/paths.ts'
import { indexStates } from '../../indexed.ts'
import { targetFrom } from '../apply/relink.ts'
import { asList } from '../transitions.ts'
import { stateChoices } from '../uses.ts'
import classes from './Panels.module.css'
import { RowTools } from './RowTools.tsx'
import { words } from './texts.ts'

type Target = string | string[] | undefined

type Props = {
  definition: Definition
  /** path of the state that the targets are written against */
  from: string
  target: Target
  label: string
  /** what it means to have none */
  none: string
  /** paths to choose from */
  choices: string[]
  disabled: boolean
  onChange(target: Target): void
}

/** Where a transition or a history state leads: one state, or several that are active at once. */
export function Targets({ definition, from, target, label, none, choices, disabled, onChange }: Props) {
  const index = indexStates(definition)
  const source = index.byPath.get(from)
  const states = stateChoices(definition)
  const targets = asList(target)
  const meant = targets.map(one => (source && resolveTarget(index, source, one)?.path) ?? null)
  const free = choices.filter(path => !meant.includes(path))
  const write = (list: readonly string[]) => onChange(list.length > 1 ? [...list] : list[0])
  const choose = (at: number, path: string) =>
    write(
      path === '' ? targets.toSpliced(at, 1) : targets.toSpliced(at, 1, targetFrom(definition, from, path)),
    )
  return (
    <>
      {(targets.length > 0 ? targets : ['']).map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a target has no other name than its place
        <div key={n} className={classes.row}>
          <NativeSelect
            label={n === 0 ? label : words.target.also(n + 1)}
            value={one === '' ? '' : (meant[n] ?? one)}
            disabled={disabled}
            data={[
              ...(n === 0 && targets.length < 2 ? [{ value: '', label: none }] : []),
              ...(one !== '' && meant[n] === null ? [{ value: one, label: words.target.unknown(one) }] : []),
              ...states.filter(
                ({ value }) => choices.includes(value) && (value === meant[n] || !meant.includes(value)),
              ),
            ]}
            onChange={event => choose(n, event.currentTarget.value)}
          />
          {targets.length > 1 && !disabled && (
            <RowTools name={words.target.label} remove={() => write(targets.toSpliced(n, 1))} />
          )}
        </div>
      ))}
      {targets.length > 0 && free.length > 0 && !disabled && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            title={words.target.addHint}
            onClick={() => write([...targets, targetFrom(definition, from, free[0]!)])}
          >
            {words.target.add}
          </Button>
        </div>
      )}
    </>
  )
}
