import { Button, NativeSelect, Textarea } from '@mantine/core'
import { useState } from 'react'
import { type RegisterName, type Registers, registerNames } from '../../engine/case.ts'
import { isObject, type Json } from '../../engine/json.ts'
import { humanise } from '../ui/format.ts'
import { type RegisterChanges, readRegister } from './registers.ts'
import classes from './Simulate.module.css'
import { words } from './texts.ts'

type Props = { registers: Registers; onChange(changes: RegisterChanges): void }

/** The registers as the simulation reads them, to be changed for it alone. */
export function RegisterTexts({ registers, onChange }: Props) {
  const known = registerNames.filter(name => isObject(registers[name]?.content))
  const [name, setName] = useState<RegisterName | undefined>(known[0])
  const [said, say] = useState('')
  if (name === undefined) return null
  const use = (changes: RegisterChanges) => {
    const isSame = Object.keys(changes).length === 0
    if (!isSame) onChange(changes)
    say(isSame ? words.registerSame : words.registerUsed(humanise(name)))
  }
  return (
    <details className={classes.registers}>
      <summary>{words.registers}</summary>
      <p className={classes.about}>{words.registersAbout}</p>
      <NativeSelect
        label={words.registers}
        value={name}
        data={known.map(value => ({ value, label: humanise(value) }))}
        onChange={event => {
          setName(event.currentTarget.value as RegisterName)
          say('')
        }}
      />
      <RegisterText
        // Another version is another text, whoever has changed it.
        key={`${name} ${registers[name]?.version}`}
        name={name}
        content={registers[name]?.content}
        onUse={use}
      />
      <p role="status" className={classes.about}>
        {said}
      </p>
    </details>
  )
}

type TextProps = { name: RegisterName; content: Json | undefined; onUse(changes: RegisterChanges): void }

function RegisterText({ name, content, onUse }: TextProps) {
  const [text, setText] = useState(() => JSON.stringify(content, null, 2))
  const read = readRegister(name, content, text)
  return (
    <>
      <Textarea
        my="sm"
        label={words.register(humanise(name))}
        value={text}
        rows={10}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mono)', fontSize: '0.75rem' } }}
        error={read.kind === 'problem' ? read.sentence : undefined}
        onChange={event => setText(event.currentTarget.value)}
      />
      <Button
        variant="default"
        size="compact-sm"
        disabled={read.kind === 'problem'}
        onClick={() => read.kind === 'changes' && onUse(read.changes)}
      >
        {words.applyRegister}
      </Button>
    </>
  )
}
