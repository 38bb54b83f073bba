# python3 make.py > answers.json: xoshiro128** as Blackman and Vigna publish it, and the seeding of science/stats/random.ts
import json
M = 0xffffffff

def rotl(x, k):
    return ((x << k) | (x >> (32 - k))) & M

def stream(s, count):
    s = list(s)
    out = []
    for _ in range(count):
        out.append(rotl(s[1] * 5 & M, 7) * 9 & M)
        t = s[1] << 9 & M
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)
    return out

def state(seed):
    mix = (seed & M) ^ ((seed >> 32) * 0x85ebca6b & M)
    out = []
    for _ in range(4):
        mix = (mix + 0x9e3779b9) & M
        z = mix
        z = (z ^ z >> 16) * 0x85ebca6b & M
        z = (z ^ z >> 13) * 0xc2b2ae35 & M
        out.append(z ^ z >> 16)
    return out

print(json.dumps({'state1234': stream([1, 2, 3, 4], 6),
                  'seeds': [[seed, stream(state(seed), 5)] for seed in (0, 1, 42, 2**31, 2**40 + 7)]}, indent=1))
