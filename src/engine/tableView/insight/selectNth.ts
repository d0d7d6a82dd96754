/** The number at a place, were they sorted; they are moved about (Hoare 1961, the middle of three as pivot). Not for NaN. */
export function selectNth(numbers: Float64Array, nth: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low < high) {
    const pivot = middleOfThree(numbers, low, high);
    let [left, right] = [low, high];
    while (left <= right) {
      while ((numbers[left] ?? 0) < pivot) left += 1;
      while ((numbers[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const one = numbers[left] ?? 0;
      numbers[left++] = numbers[right] ?? 0;
      numbers[right--] = one;
    }
    if (nth <= right) high = right;
    else if (nth >= left) low = left;
    else return numbers[nth] ?? NaN;
  }
  return numbers[nth] ?? NaN;
}

function middleOfThree(numbers: Float64Array, low: number, high: number): number {
  const [a, b, c] = [numbers[low] ?? 0, numbers[(low + high) >> 1] ?? 0, numbers[high] ?? 0];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
