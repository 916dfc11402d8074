import type { HTMLAttributes } from 'preact';
import type { VscodeSingleSelect } from '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';

// The elements of @vscode-elements/elements that the page uses. Each is plain until the module that defines it is loaded.
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-badge': HTMLAttributes<HTMLElement> & { variant?: 'activity-bar-counter' };
      'vscode-checkbox': HTMLAttributes<VscodeCheckbox> & { checked?: boolean };
      'vscode-single-select': HTMLAttributes<VscodeSingleSelect> & { label?: string };
      'vscode-split-layout': HTMLAttributes<HTMLElement> & {
        split?: 'vertical' | 'horizontal';
        'fixed-pane'?: 'start' | 'end' | 'none';
        'handle-position'?: string;
        'initial-handle-position'?: string;
        'handle-size'?: number;
        'min-end'?: string;
        'onvsc-split-layout-change'?: (event: CustomEvent<{ position: number }>) => void;
      };
    }
  }
}
