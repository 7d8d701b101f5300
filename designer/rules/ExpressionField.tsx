import type { Editor } from '../editor/editor.ts'
import { LateInput } from '../editor/panels/LateInput.tsx'

export type ExpressionProps = {
  editor: Editor
  label: string
  description?: string
  /** CEL */
  value: string
  /** what it has to give: true or false, any value, or an instant */
  gives: 'bool' | 'value' | 'instant'
  /** the type of the event whose data it can read as `event`, where it stands on a transition of one */
  event?: string
  disabled: boolean
  onDone(text: string): void
}

/** An expression, wherever the definition has one. Counts when it is left. */
export function ExpressionField({ label, description, value, disabled, onDone }: ExpressionProps) {
  return (
    <LateInput
      {...{ label, value, disabled, onDone, ...(description !== undefined && { description }) }}
      isCode
    />
  )
}
