import { createContext } from 'preact';

/** Whether what is drawn stands in a menu, where a list of choices is a row of entries. */
export const InMenu = createContext(false);
