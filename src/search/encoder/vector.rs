//! What a text means, as a direction in the space of the sentence encoder.

/// Numbers of a vector.
pub(super) const WIDTH: usize = 384;

/// A direction: eight bits for each of its numbers. The length means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vector([i8; WIDTH]);

impl Vector {
    /// The vector nearest to these numbers. What is no number counts as nothing.
    pub(super) fn nearest(numbers: &[f32; WIDTH]) -> Self {
        let largest = numbers.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
        let step = if largest > 0.0 { f32::from(i8::MAX) / largest } else { 0.0 };
        Self(numbers.map(|number| (number * step).round() as i8))
    }

    /// How alike two texts are: the cosine of their vectors, from -1 to 1. All sums are whole numbers, so that it is the
    /// same on every machine.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        let lengths = (self.dot(self) as f32).sqrt() * (other.dot(other) as f32).sqrt();
        if lengths > 0.0 { self.dot(other) as f32 / lengths } else { 0.0 }
    }

    fn dot(&self, other: &Self) -> i32 {
        self.0.iter().zip(&other.0).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
    }

    /// As bytes.
    pub(super) fn to_bytes(self) -> [u8; WIDTH] {
        self.0.map(i8::cast_unsigned)
    }

    /// From its bytes.
    pub(super) fn from_bytes(bytes: [u8; WIDTH]) -> Self {
        Self(bytes.map(u8::cast_signed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_between_minus_one_and_one() {
        let vector = |number: fn(usize) -> f32| Vector::nearest(&std::array::from_fn(number));
        let one = vector(|at| at as f32 - 100.0);
        let opposite = vector(|at| 100.0 - at as f32);
        let across = vector(|at| if at == 100 { 5.0 } else { 0.0 });
        assert!((one.cosine(&one) - 1.0).abs() < 1e-6);
        assert!((one.cosine(&opposite) + 1.0).abs() < 1e-6);
        assert!(one.cosine(&across).abs() < 0.01);
        let nothing = vector(|_| 0.0);
        assert!(nothing.cosine(&one).abs() < f32::EPSILON);
        assert_eq!(vector(|_| f32::NAN), nothing);
        assert_eq!(Vector::from_bytes(one.to_bytes()), one);
    }
}
