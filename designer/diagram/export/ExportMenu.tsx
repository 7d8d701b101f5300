import { Button, Menu } from '@mantine/core'
import { memo } from 'react'
import type { Draft } from '../../editor/draft.ts'
import { type Format, pictures, texts } from './offered.ts'
import { words } from './texts.ts'

type Props = { read(): Draft; say(sentence: string): void }

/** Takes the process away as a picture or as text. */
export const ExportMenu = memo(function ExportMenu({ read, say }: Props) {
  async function take(format: Format): Promise<void> {
    // What writes files is needed only when somebody takes one.
    const { fileOf } = await import('./formats.ts')
    try {
      const { name, content } = await fileOf(read(), format)
      download(name, content)
    } catch {
      say(words.failed)
    }
  }
  const item = (format: Format) => (
    <Menu.Item key={format} onClick={() => void take(format)}>
      {words[format]}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 0 }} withinPortal>
      <Menu.Target>
        <Button variant="default" size="compact-sm">
          {words.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.picture}</Menu.Label>
        {pictures.map(item)}
        <Menu.Label>{words.text}</Menu.Label>
        {texts.map(item)}
      </Menu.Dropdown>
    </Menu>
  )
})

function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
