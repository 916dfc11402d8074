/* oxlint-disable no-underscore-dangle -- Preact's own names */
import { Component, options } from 'preact';
import { useState } from 'preact/hooks';
import { signal, Watcher, type Signal } from './signals';

/** What Preact calls while it draws; `preact/hooks` is made of the same. */
declare module 'preact' {
  interface Options {
    /** Before a vnode is compared. */
    __b?(vnode: VNode): void;
    /** Before a component is drawn. */
    __r?(vnode: VNode): void;
    /** A component threw. */
    __e?(error: unknown, vnode: VNode, old?: VNode, info?: unknown): void;
  }
  interface VNode {
    __c?: Component | null;
  }
}

const watchers = new WeakMap<object, Watcher>();
let end: (() => void) | undefined;

function ended(): void {
  end?.();
  end = undefined;
}

/** A component is drawn again when a signal that it read has another value, and else only with other properties. */
export function drawWithSignals(): void {
  const before = { ...options };
  options.__b = (vnode) => {
    ended();
    before.__b?.(vnode);
  };
  options.__r = (vnode) => {
    before.__r?.(vnode);
    ended();
    const component = vnode.__c;
    if (!component) return;
    let watcher = watchers.get(component);
    if (!watcher) watchers.set(component, (watcher = new Watcher(() => component.forceUpdate())));
    end = watcher.begin();
  };
  options.__e = (error, vnode, old, info) => {
    ended();
    before.__e?.(error, vnode, old, info);
  };
  options.diffed = (vnode) => {
    ended();
    before.diffed?.(vnode);
  };
  options.unmount = (vnode) => {
    if (vnode.__c) watchers.get(vnode.__c)?.forget();
    before.unmount?.(vnode);
  };
  Component.prototype.shouldComponentUpdate = function (next, state) {
    const { props } = this;
    // A component without a state of its own has `undefined` there.
    for (const _ in state) return true;
    if (!watchers.get(this)?.reads) return true;
    const names = new Set([...Object.keys(next), ...Object.keys(props)]);
    return [...names].some((name) => Reflect.get(next, name) !== Reflect.get(props, name));
  };
}

/** A signal of a component's own. */
export function useSignal<T>(value: T): Signal<T> {
  return useState(() => signal(value))[0];
}
