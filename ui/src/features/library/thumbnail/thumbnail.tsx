import { FileQuestionMark } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { readDrawing, type Drawing, type DrawnShape } from '../../../canvas/diagram-text/drawing';
import { drawingOf } from './thumbnails';
import './thumbnail.css';

/** A routine's file as a tiny drawing; it is read when it comes into view. */
export function FileThumbnail({ path, version, bytes }: { path: string; version: string; bytes: number }) {
  const frame = useRef<HTMLSpanElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null | 'unread'>('unread');
  useEffect(() => {
    let isShown = true;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      void drawingOf({ path, version, bytes }).then((read) => {
        if (isShown) setDrawing(read);
      });
    });
    if (frame.current) seen.observe(frame.current);
    return () => {
      isShown = false;
      seen.disconnect();
    };
  }, [path, version, bytes]);
  return (
    <span ref={frame} className="thumbnail">
      {drawing === 'unread' ? null : <Sketch drawing={drawing} />}
    </span>
  );
}

/** A text as a tiny drawing. */
export function TextThumbnail({ xml }: { xml: string }) {
  const [drawing] = useState(() => readDrawing(xml));
  return (
    <span className="thumbnail">
      <Sketch drawing={drawing} />
    </span>
  );
}

function Sketch({ drawing }: { drawing: Drawing | null }) {
  if (!drawing) return <FileQuestionMark aria-hidden className="thumbnail-none" />;
  const { x, y, width, height, shapes, flows } = drawing;
  return (
    <svg aria-hidden className="thumbnail-drawing" viewBox={`${x} ${y} ${width} ${height}`} preserveAspectRatio="xMidYMid meet">
      {flows.map(({ points, thin }, index) => (
        <polyline key={index} className={thin ? 'thumbnail-thin' : 'thumbnail-flow'} points={points.map((point) => `${point.x},${point.y}`).join(' ')} />
      ))}
      {shapes.map((shape, index) => (
        <Shape key={index} shape={shape} />
      ))}
    </svg>
  );
}

function Shape({ shape: { outline, x, y, width, height } }: { shape: DrawnShape }) {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  if (outline === 'circle') return <ellipse className="thumbnail-shape" cx={middleX} cy={middleY} rx={width / 2} ry={height / 2} />;
  if (outline === 'diamond') {
    return (
      <polygon className="thumbnail-shape" points={`${middleX},${y} ${x + width},${middleY} ${middleX},${y + height} ${x},${middleY}`} />
    );
  }
  return <rect className={outline === 'frame' ? 'thumbnail-frame' : 'thumbnail-shape'} x={x} y={y} width={width} height={height} rx={10} />;
}
