import { useSyncExternalStore } from 'react'
import type { Checked, Editor, EditorState } from './editor.ts'

export const useEditor = (editor: Editor): EditorState => useSyncExternalStore(editor.subscribe, editor.get)

export const useChecked = ({ checked }: Editor): Checked =>
  useSyncExternalStore(checked.subscribe, checked.get)
