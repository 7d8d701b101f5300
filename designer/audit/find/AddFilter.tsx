import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { type RefObject, useEffect, useState } from 'react'
import { SearchSign } from '../../ui/signs.tsx'
import classes from './Find.module.css'
import { type FilterName, filterNames } from './find-search.ts'
import { words } from './texts.ts'

type Props = {
  field: RefObject<HTMLInputElement | null>
  add(name: FilterName): void
  /** to the last of the filters that are there */
  back(): void
}

/** Which filter to add, by a part of its name or of what else it is called. The key `/` leads here. */
export function AddFilter({ field, add, back }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const shown = filterNames.filter(name =>
    `${words.filters[name]} ${words.alsoCalled[name]}`.toLowerCase().includes(wanted),
  )
  useHotkeys([
    [
      '/',
      () => {
        field.current?.focus()
        combobox.openDropdown()
      },
    ],
  ])
  // Enter takes the first that fits.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever what is listed changes
  useEffect(() => {
    if (wanted !== '') combobox.selectFirstOption()
  }, [wanted])
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width={260}
      onOptionSubmit={name => {
        setTyped('')
        combobox.closeDropdown()
        add(name as FilterName)
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={field}
          aria-label={words.add}
          placeholder={words.addHint}
          variant="unstyled"
          leftSection={<SearchSign />}
          className={classes.add}
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={event => {
            if (event.key === 'Backspace' && typed === '') back()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={words.add} className={classes.options}>
          {shown.length === 0 && <Combobox.Empty>{words.noFilter}</Combobox.Empty>}
          {shown.map(name => (
            <Combobox.Option key={name} value={name}>
              {words.filters[name]}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
