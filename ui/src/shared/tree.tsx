import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Tree as AriaTree, TreeItem, TreeItemContent } from 'react-aria-components';
import './tree.css';

export interface TreeNode {
  id: string;
  label: string;
  /** Read after the label, for example the kind of the element. */
  hint?: string;
  icon?: ReactNode;
  /** What stands at the end of the line. */
  mark?: ReactNode;
  children: TreeNode[];
}

interface TreeProps {
  label: string;
  nodes: TreeNode[];
  selected: string | null;
  onSelect: (id: string) => void;
  /** Enter or double click. */
  onOpen?: (id: string) => void;
  expandLabel: string;
}

/** An accessible tree with one selected line. */
export function Tree({ label, nodes, selected, onSelect, onOpen, expandLabel }: TreeProps) {
  return (
    <AriaTree
      aria-label={label}
      className="tree"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={selected === null ? [] : [selected]}
      defaultExpandedKeys={everyParent(nodes)}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (key !== undefined) onSelect(String(key));
      }}
      {...(onOpen ? { onAction: (key: string | number) => onOpen(String(key)) } : {})}
    >
      {nodes.map((node) => (
        <Line key={node.id} node={node} expandLabel={expandLabel} />
      ))}
    </AriaTree>
  );
}

function Line({ node, expandLabel }: { node: TreeNode; expandLabel: string }) {
  const text = node.hint ? `${node.label}, ${node.hint}` : node.label;
  return (
    <TreeItem id={node.id} textValue={text} aria-label={text} className="tree-item">
      <TreeItemContent>
        <div className="tree-line">
          {node.children.length > 0 ? (
            <Button slot="chevron" aria-label={expandLabel} className="tree-chevron">
              <ChevronRight aria-hidden />
            </Button>
          ) : (
            <span className="tree-chevron" />
          )}
          {node.icon ? <span className="tree-icon">{node.icon}</span> : null}
          <span className="tree-label">{node.label}</span>
          {node.mark}
        </div>
      </TreeItemContent>
      {node.children.map((child) => (
        <Line key={child.id} node={child} expandLabel={expandLabel} />
      ))}
    </TreeItem>
  );
}

function everyParent(nodes: TreeNode[]): string[] {
  return nodes.flatMap((node) => (node.children.length > 0 ? [node.id, ...everyParent(node.children)] : []));
}
