import { Checkbox } from '@mantine/core'
import { humanise } from '../ui/format.ts'
import classes from './People.module.css'
import { roleWords, words } from './texts.ts'

type Props = { value: string[]; onChange(roles: string[]): void }

export function RoleChoice({ value, onChange }: Props) {
  return (
    <Checkbox.Group
      label={words.roles}
      value={value}
      onChange={onChange}
      {...(value.length === 0 && { description: words.noRole })}
    >
      <div className={classes.roles}>
        {roleWords.map(([role, says]) => (
          <Checkbox key={role} value={role} label={humanise(role)} description={says} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
