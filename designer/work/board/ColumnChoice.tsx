import { ActionIcon, NativeSelect } from '@mantine/core'
import { ForwardSign } from '../../ui/signs.tsx'
import classes from './Board.module.css'
import type { ShownColumn } from './columns.ts'
import { words } from './texts.ts'

type Props = { columns: ShownColumn[]; chosen: ShownColumn; onChoose: (id: string) => void }

/** On a phone one column is shown at a time: which one is chosen where the thumb is. */
export function ColumnChoice({ columns, chosen, onChoose }: Props) {
  const at = columns.findIndex(({ id }) => id === chosen.id)
  const step = (by: number) => columns[at + by] && onChoose(columns[at + by]!.id)
  return (
    <div className={classes.choice}>
      <ActionIcon
        size={44}
        variant="default"
        className={classes.before}
        aria-label={words.previous}
        disabled={at === 0}
        onClick={() => step(-1)}
      >
        <ForwardSign />
      </ActionIcon>
      <NativeSelect
        size="md"
        className={classes.which}
        aria-label={words.column}
        value={chosen.id}
        onChange={event => onChoose(event.currentTarget.value)}
        data={columns.map(({ id, name, count }) => ({
          value: id,
          label: `${name} (${count ?? words.many})`,
        }))}
      />
      <ActionIcon
        size={44}
        variant="default"
        aria-label={words.next}
        disabled={at === columns.length - 1}
        onClick={() => step(1)}
      >
        <ForwardSign />
      </ActionIcon>
    </div>
  )
}
