import { type ComponentType, useEffect, useRef, useState } from 'react'
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

/** Once it is here, it is here for all of them. */
let arrived: ComponentType<ExpressionProps> | null = null

/**
 * An expression, wherever the definition has one. Counts when it is left.
 *
 * A plain field until it is seen: a process has dozens of rules, most of them folded away, and the editor is large.
 * It stays one when the editor cannot be loaded, and while somebody is writing in it.
 */
export function ExpressionField(props: ExpressionProps) {
  const [Rich, setRich] = useState<{ Field: ComponentType<ExpressionProps> } | null>(null)
  const [isHeld, setHeld] = useState(false)
  const place = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const load = async () => {
      arrived ??= (await import('./Expression.tsx')).Expression
      setRich({ Field: arrived })
    }
    const seen = new IntersectionObserver(
      entries => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        seen.disconnect()
        load().catch(() => {})
      },
      { rootMargin: '300px' },
    )
    seen.observe(place.current!)
    return () => seen.disconnect()
  }, [])

  if (Rich && !isHeld) return <Rich.Field {...props} />
  const { label, description, value, disabled, onDone } = props
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only looks on while the field inside is used
    <div ref={place} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <LateInput
        {...{ label, value, disabled, onDone, ...(description !== undefined && { description }) }}
        isCode
      />
    </div>
  )
}
