import { type FormEvent, useEffect, useRef } from 'react'
import classes from '../EventForm.module.css'
import type { DataFormProps } from './DataForm.tsx'

type Props = Pick<DataFormProps, 'title' | 'isFixed' | 'told' | 'buttons' | 'onSubmit' | 'onCancel'>

/** Of an event that needs no data: what is told, and the button. */
export function BareForm({ title, isFixed, told, buttons, onSubmit, onCancel }: Props) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('button[type=submit]')?.focus(), [])
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault()
    if (!isFixed) onSubmit({})
  }
  return (
    <form
      ref={form}
      className={`${classes.form} ${classes.indented}`}
      onSubmit={submit}
      onKeyDown={({ key }) => key === 'Escape' && onCancel?.()}
      aria-label={title}
      noValidate
    >
      {told}
      <div className={classes.buttons}>{buttons({ text: () => '' })}</div>
    </form>
  )
}
