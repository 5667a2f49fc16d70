//! The sentence encoder: gives a text a direction in space, so that texts that mean the same lie close together. It
//! ranks what the articles say and writes nothing. No other module names rten, which runs it.

mod kept;
mod table;
mod vector;
mod word_pieces;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rten::{Model, ModelOptions, NodeId, RunError, RunOptions, ThreadPool, op_registry};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

pub use kept::Meanings;
pub use vector::Vector;
use vector::WIDTH;
use word_pieces::WordPieces;

/// The weights, built in; see the README beside them. They are read where they lie, so they must lie well.
static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/models/all-MiniLM-L6-v2/model.rten"
)));

static VOCABULARY: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/all-MiniLM-L6-v2/vocabulary.txt"));

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

/// The most threads that work at one time, however many ask.
const MOST_THREADS: usize = 4;

/// Texts for which it is worth starting a thread.
const WORTH_A_THREAD: usize = 4;

/// Why the encoder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// The weights.
    #[error("the sentence encoder cannot be loaded: {0}")]
    Load(#[from] rten::LoadError),
    /// The runtime.
    #[error("the sentence encoder failed: {0}")]
    Run(#[from] RunError),
    /// The weights are for another program.
    #[error("the sentence encoder has another form than expected")]
    Form,
}

/// The model, ready to run.
pub struct Encoder {
    model: Model,
    pieces: WordPieces,
    input: NodeId,
    output: NodeId,
    /// Pools of one thread each: a text is too short to be shared between threads.
    pools: Vec<Arc<ThreadPool>>,
    next: AtomicUsize,
}

impl Encoder {
    /// Loads the weights. This takes some 30 ms and 35 MiB.
    ///
    /// # Errors
    /// If the weights that were built in do not fit the runtime, which a test would have found.
    pub fn load() -> Result<Self, EncoderError> {
        let operators = op_registry!(
            Add,
            Cast,
            DynamicQuantizeLinear,
            Gather,
            Gelu,
            LayerNormalization,
            MatMul,
            MatMulInteger,
            Mul,
            Range,
            ReduceMean,
            Reshape,
            Shape,
            Softmax,
            Split,
            Squeeze,
            Transpose
        );
        // Packing takes 11 MiB, and without it most of the time goes into packing anew for every text.
        let mut options = ModelOptions::with_ops(operators);
        let model = options.prepack_weights(true).load_static_slice(&WEIGHTS.0)?;
        let (&input, &output) =
            model.input_ids().first().zip(model.output_ids().first()).ok_or(EncoderError::Form)?;
        let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        let pools = (0..threads).map(|_| Arc::new(ThreadPool::with_num_threads(1))).collect();
        let pieces = WordPieces::new(VOCABULARY);
        Ok(Self { model, pieces, input, output, pools, next: AtomicUsize::new(0) })
    }

    /// The vector of a text. A text is encoded by itself, never together with others, whose words would change the
    /// scales of the eight-bit numbers: so it always has the same vector.
    ///
    /// # Errors
    /// If the runtime fails, which it has no reason to.
    pub fn encode(&self, text: &str) -> Result<Vector, EncoderError> {
        let pieces = self.pieces.numbers(text);
        let ids = NdTensor::from_data([1, pieces.len()], pieces);
        let pool = &self.pools[self.next.fetch_add(1, Ordering::Relaxed) % self.pools.len()];
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(pool)));
        let inputs = vec![(self.input, ids.view().into())];
        let mut outputs = self.model.run(inputs, &[self.output], Some(options))?;
        let vector = outputs.pop().ok_or(EncoderError::Form)?;
        let vector: NdTensor<f32, 2> = vector.try_into().map_err(|_| EncoderError::Form)?;
        let numbers: [f32; WIDTH] = vector.to_vec().try_into().map_err(|_| EncoderError::Form)?;
        Ok(Vector::nearest(&numbers))
    }

    /// The vectors of some texts, in their order.
    ///
    /// # Errors
    /// As [`Self::encode`].
    pub fn encode_all(&self, texts: &[&str]) -> Result<Vec<Vector>, EncoderError> {
        let threads = self.pools.len().min(texts.len() / WORTH_A_THREAD);
        if threads < 2 {
            return texts.iter().map(|text| self.encode(text)).collect();
        }
        let encode = |texts: &[&str]| texts.iter().map(|text| self.encode(text)).collect();
        let parts: Vec<Result<Vec<Vector>, EncoderError>> = thread::scope(|scope| {
            let parts = texts.chunks(texts.len().div_ceil(threads));
            let started: Vec<_> = parts.map(|part| scope.spawn(move || encode(part))).collect();
            started
                .into_iter()
                .map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        Ok(parts.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_lies_closer() {
        let encoder = Encoder::load().unwrap();
        let check = |question: &str, near: &str, far: &str| {
            let vector = |text| encoder.encode(text).unwrap();
            let asked = vector(question);
            let (near, far) = (asked.cosine(&vector(near)), asked.cosine(&vector(far)));
            assert!(near > far + 0.1, "{question}: {near} {far}");
        };
        check(
            "how deep was the quake",
            "The earthquake struck at a depth of eight kilometres.",
            "The minister spoke of a deep distrust between both sides.",
        );
        check(
            "did people sleep outside",
            "Hundreds of families spent the night outdoors.",
            "The council will vote on the harbour tomorrow.",
        );
    }

    #[test]
    fn a_text_has_one_vector_whatever_is_encoded_with_it() {
        let encoder = Encoder::load().unwrap();
        let texts: Vec<String> = (1..20).map(|at| format!("The ferry sails {at} times.")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = encoder.encode_all(&texts).unwrap();
        assert_eq!(together.len(), texts.len());
        for (text, vector) in texts.iter().zip(&together) {
            assert_eq!(encoder.encode(text).unwrap(), *vector, "{text}");
        }
    }
}
