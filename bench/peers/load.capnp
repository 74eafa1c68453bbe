@0xb5a1c2d3e4f50617;

interface Load {
  echo @0 (data :Data) -> (data :Data);
  sum @1 (data :Data) -> (sum :UInt64, bytes :UInt64, zero :UInt64);
}
