import { expect, it } from 'vitest';
import { hostsOf, wrongHosts } from './hosts';

it('hosts stand one a line or with commas between them, and each counts once', () => {
  expect(hostsOf(' API.example.com\nlocalhost:8080, *.example.org\n\napi.example.com')).toEqual(['api.example.com', 'localhost:8080', '*.example.org']);
});

it('a name, an address and either with a port is a host; the address of a page is none', () => {
  expect(wrongHosts('example.com 10.0.0.1:80 [::1]:8080 ::1 *.example.com localhost')).toEqual([]);
  expect(wrongHosts('https://example.com\nexample.com/path\n*\nuser@example.com\n*.*.com')).toEqual([
    'https://example.com',
    'example.com/path',
    '*',
    'user@example.com',
    '*.*.com',
  ]);
});
