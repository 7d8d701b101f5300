import type { WidgetProps } from '@rjsf/utils'
import { texts } from '../../texts.ts'
import classes from '../Fields.module.css'

/** What every input has around it: its name, what helps to fill it in, and what is wrong with it. */
export function aroundInput({
  id,
  label,
  hideLabel,
  required,
  schema,
  rawErrors,
  disabled,
  ...props
}: WidgetProps) {
  return {
    id,
    label: hideLabel ? undefined : <Name label={label} isRequired={required === true} />,
    'aria-label': hideLabel ? label : undefined,
    description: props.options.description ?? schema.description,
    error: rawErrors && rawErrors.length > 0 ? sentence(rawErrors) : undefined,
    'aria-required': required === true,
    disabled: disabled === true,
    readOnly: props.readonly === true,
  }
}

export const sentence = (errors: string[]): string =>
  errors.map(error => error.charAt(0).toUpperCase() + error.slice(1)).join('. ')

/** Most fields are required, so it is the others that say so. */
export function Name({ label, isRequired }: { label: string; isRequired: boolean }) {
  if (isRequired || label === '') return label
  return (
    <>
      {label} <span className={classes.optional}>{texts.form.optional}</span>
    </>
  )
}
