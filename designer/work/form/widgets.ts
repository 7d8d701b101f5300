// Which input a field has, by its type or its `format`. A format of its own needs a line here and a component that
// takes `WidgetProps`. One whose values are objects (`"type": "object", "format": "file"`) is found here as well.

import type { RegistryWidgetsType } from '@rjsf/utils'
import { BooleanInput } from './BooleanInput.tsx'
import { ChoiceInput } from './ChoiceInput.tsx'
import { DateInput, InstantInput } from './DateInput.tsx'
import { FileWidget } from './FileWidget.tsx'
import { TextOrNumber } from './TextOrNumber.tsx'

export const widgets: RegistryWidgetsType = {
  TextWidget: TextOrNumber,
  TextareaWidget: TextOrNumber,
  EmailWidget: TextOrNumber,
  URLWidget: TextOrNumber,
  UpDownWidget: TextOrNumber,
  TimeWidget: TextOrNumber,
  CheckboxWidget: BooleanInput,
  SelectWidget: ChoiceInput,
  CheckboxesWidget: ChoiceInput,
  DateWidget: DateInput,
  DateTimeWidget: InstantInput,
  file: FileWidget,
}
