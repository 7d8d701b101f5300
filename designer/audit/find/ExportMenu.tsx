import { Button, Menu } from '@mantine/core'
import { exportAddress } from '../calls.ts'
import { words } from './texts.ts'

const formats = ['xes', 'csv', 'jsonl'] as const

/** What is found, to take away: whole cases of which an entry was found, or these entries alone. */
export function ExportMenu({ filter }: { filter: Record<string, string> }) {
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <Button variant="default">{words.export.open}</Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.export.label}>
        {(['cases', 'entries'] as const).map(only => (
          <div key={only}>
            <Menu.Label>{words.export[only]}</Menu.Label>
            {formats.map(format => (
              <Menu.Item
                key={format}
                component="a"
                href={exportAddress(format, only, filter)}
                download
                aria-label={words.export.item(words.export.formats[format], words.export[only])}
              >
                {words.export.formats[format]}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
