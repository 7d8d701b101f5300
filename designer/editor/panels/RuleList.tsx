import { Button } from '@mantine/core'
import { useState } from 'react'
import { useRowKeys } from '../../ui/row-keys.ts'
import type { Editor } from '../editor.ts'
import { freshName } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { transitionsWithRule } from '../uses.ts'
import { Fold } from './Fold.tsx'
import classes from './Panels.module.css'
import { RuleFields } from './RuleFields.tsx'
import { words } from './texts.ts'

export function RuleList({ editor }: { editor: Editor }) {
  const { definition } = useEditor(editor).draft
  const [added, setAdded] = useState<string | null>(null)
  const rules = Object.entries(definition.rules ?? {})
  const keys = useRowKeys(rules.map(([name]) => name))
  return (
    <>
      <p className={classes.hint}>{words.rules.hint}</p>
      <div className={classes.items}>
        {rules.map(([name, rule], n) => (
          <Fold
            key={keys[n]}
            isItem
            title={rule.title}
            note={transitionsWithRule(definition, name).length || ''}
            startOpen={name === added}
          >
            <RuleFields editor={editor} name={name} />
          </Fold>
        ))}
      </div>
      {!editor.readOnly && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              const name = freshName('rule', one => rules.some(([known]) => known === one))
              setAdded(name)
              editor.apply({ kind: 'add-rule', name, rule: { title: words.rules.newTitle, when: 'true' } })
            }}
          >
            {words.rules.add}
          </Button>
        </div>
      )}
    </>
  )
}
