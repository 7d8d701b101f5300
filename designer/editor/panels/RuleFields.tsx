import { Textarea } from '@mantine/core'
import { ExpressionField } from '../../rules/ExpressionField.tsx'
import type { Editor } from '../editor.ts'
import { useEditor } from '../use-editor.ts'
import { rolesIn, transitionsWithRule } from '../uses.ts'
import { ChoiceInput } from './ChoiceInput.tsx'
import { LateInput } from './LateInput.tsx'
import classes from './Panels.module.css'
import { RemoveButton } from './RemoveButton.tsx'
import { nameOf, TransitionLinks } from './TransitionLinks.tsx'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  name: string
  /** the event whose data it can read, where it is shown with a transition of one */
  event?: string
  onRenamed?: (name: string) => void
}

/** A rule: what must be true, why, and what to do when it is not. */
export function RuleFields({ editor, name, event, onRenamed }: Props) {
  const { definition } = useEditor(editor).draft
  const rule = definition.rules?.[name]
  if (!rule) return null
  const disabled = editor.readOnly
  const uses = transitionsWithRule(definition, name)
  const change = (field: 'title' | 'when' | 'why' | 'fix' | 'owner', value: string) =>
    editor.apply(
      { kind: 'change-rule', name, change: { [field]: field === 'when' ? value : value || undefined } },
      // Why and how to mend it are typed letter by letter, which is one step to undo; the others are done when left.
      field === 'why' || field === 'fix' ? `rule ${name} ${field}` : undefined,
    )
  return (
    <>
      <LateInput
        label={words.rules.ruleTitle}
        description={words.rules.titleHint}
        value={rule.title}
        disabled={disabled}
        onDone={title => title.trim() !== '' && change('title', title)}
      />
      <ExpressionField
        editor={editor}
        gives="bool"
        label={words.rules.when}
        value={rule.when}
        {...(event !== undefined && { event })}
        disabled={disabled}
        onDone={when => change('when', when)}
      />
      <Textarea
        label={words.rules.why}
        description={words.rules.whyHint}
        value={rule.why ?? ''}
        disabled={disabled}
        onChange={changed => change('why', changed.currentTarget.value)}
      />
      <Textarea
        label={words.rules.fix}
        value={rule.fix ?? ''}
        disabled={disabled}
        onChange={changed => change('fix', changed.currentTarget.value)}
      />
      <ChoiceInput
        label={words.rules.owner}
        value={rule.owner ?? ''}
        choices={rolesIn(definition)}
        disabled={disabled}
        onDone={owner => change('owner', owner)}
      />
      <LateInput
        label={words.rules.name}
        value={name}
        disabled={disabled}
        onDone={to => {
          editor.apply({ kind: 'rename-rule', name, to })
          if (editor.get().draft.definition.rules?.[to]) onRenamed?.(to)
        }}
      />
      <p className={classes.sub}>{words.rules.usedBy(uses.length)}</p>
      <TransitionLinks editor={editor} transitions={uses} withSource />
      {!disabled && (
        <RemoveButton
          name={rule.title}
          warning={words.rules.loses(uses.length)}
          losers={uses.map(listed => nameOf(definition, listed, true))}
          onRemove={() => editor.apply({ kind: 'remove-rule', name })}
        />
      )}
    </>
  )
}
