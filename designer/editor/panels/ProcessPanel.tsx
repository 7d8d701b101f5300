import { Button, Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import type { Editor } from '../editor.ts'
import { words } from '../texts.ts'
import { freshName } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { LateInput } from './LateInput.tsx'

/** What belongs to the whole process: its name, and the rules that guards name. */
export function ProcessPanel({ editor }: { editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const rules = Object.entries(definition.rules ?? {})
  const change = (field: 'name' | 'description', value: string) =>
    editor.apply({ kind: 'change-process', change: { [field]: value || undefined } }, `process ${field}`)
  return (
    <>
      <LateInput
        label={words.field.name}
        value={definition.name}
        disabled={editor.readOnly}
        onDone={name => name.trim() !== '' && change('name', name)}
      />
      <Textarea
        label={words.field.description}
        autosize
        minRows={2}
        value={definition.description ?? ''}
        disabled={editor.readOnly}
        onChange={event => change('description', event.currentTarget.value)}
      />
      <h3>{words.rules.title}</h3>
      {rules.map(([name]) => (
        <RuleFields key={name} editor={editor} name={name} />
      ))}
      {!editor.readOnly && (
        <Button
          variant="default"
          onClick={() => {
            const name = freshName('rule', one => rules.some(([known]) => known === one))
            editor.apply({ kind: 'add-rule', name, rule: { title: name, when: 'true' } })
          }}
        >
          {words.rules.add}
        </Button>
      )}
    </>
  )
}

function RuleFields({ editor, name }: { editor: Editor; name: string }) {
  const id = useId()
  const rule = useEditor(editor).draft.definition.rules?.[name]
  if (!rule) return null
  const change = (field: 'title' | 'when' | 'why' | 'fix' | 'owner', value: string) =>
    editor.apply(
      { kind: 'change-rule', name, change: { [field]: field === 'when' ? value : value || undefined } },
      `rule ${name} ${field}`,
    )
  const text = (field: 'why' | 'fix' | 'owner', label: string) => (
    <TextInput
      label={label}
      value={rule[field] ?? ''}
      disabled={editor.readOnly}
      onChange={event => change(field, event.currentTarget.value)}
    />
  )
  return (
    <details>
      <summary id={id}>{rule.title}</summary>
      <LateInput
        label={words.rules.name}
        value={name}
        disabled={editor.readOnly}
        onDone={to => editor.apply({ kind: 'rename-rule', name, to })}
      />
      <LateInput
        label={words.field.title}
        value={rule.title}
        disabled={editor.readOnly}
        onDone={title => title.trim() !== '' && change('title', title)}
      />
      <ExpressionField
        editor={editor}
        gives="bool"
        label={words.rules.when}
        value={rule.when}
        disabled={editor.readOnly}
        onDone={when => change('when', when)}
      />
      {text('why', words.rules.why)}
      {text('fix', words.rules.fix)}
      {text('owner', words.rules.owner)}
      {!editor.readOnly && (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={words.rules.remove(rule.title)}
          onClick={() => editor.apply({ kind: 'remove-rule', name })}
        >
          {words.remove}
        </Button>
      )}
    </details>
  )
}
