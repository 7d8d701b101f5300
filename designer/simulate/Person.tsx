import { Button, NativeSelect, TagsInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Definition } from '../../engine/definition.ts'
import { rolesFor } from './people.ts'
import classes from './Simulate.module.css'
import type { Trying } from './Try.tsx'
import { words } from './texts.ts'

/** Who acts. Several can take turns, so that what one may not do alone can be tried. */
export function Person({ trying, definition }: { trying: Trying; definition: Definition }) {
  const { people, who, setWho } = trying
  const [adds, setAdds] = useState(false)
  return (
    <section className={classes.person}>
      <NativeSelect
        label={words.actor}
        value={who}
        data={Object.entries(people).map(([name, roles]) => ({
          value: name,
          label: words.person(name, roles.length > 4 ? roles.slice(0, 3).concat('…') : roles),
        }))}
        onChange={event => setWho(event.currentTarget.value)}
      />
      <Button variant="default" aria-expanded={adds} onClick={() => setAdds(!adds)}>
        {words.addPerson}
      </Button>
      {adds && <NewPerson {...{ trying, definition }} onDone={() => setAdds(false)} />}
    </section>
  )
}

function NewPerson(props: { trying: Trying; definition: Definition; onDone(): void }) {
  const { trying, definition, onDone } = props
  const [name, setName] = useState('')
  const [roles, setRoles] = useState<string[]>([])
  const isTaken = Object.hasOwn(trying.people, name.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || isTaken) return
    trying.addPerson(name.trim(), roles)
    onDone()
  }
  return (
    <form onSubmit={submit} aria-label={words.addPerson} className={classes.newPerson}>
      <TextInput
        data-autofocus
        label={words.personName}
        value={name}
        maxLength={80}
        error={isTaken ? words.personTaken(name.trim()) : undefined}
        onChange={event => setName(event.currentTarget.value)}
      />
      <TagsInput
        label={words.personRoles}
        description={words.personRolesHint}
        value={roles}
        data={rolesFor(definition)}
        onChange={setRoles}
      />
      <Button type="submit" disabled={name.trim() === '' || isTaken}>
        {words.add}
      </Button>
    </form>
  )
}
