//! The model in memory, and one answer of it.

use std::path::Path;

use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::json_schema_to_grammar;
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::params::LlamaModelParams;
use llama_cpp_2::model::{LlamaChatMessage, LlamaChatTemplate, LlamaModel};
use llama_cpp_2::sampling::LlamaSampler;
use std::num::NonZeroU32;

use crate::wish::Wish;

/// The most LLM tokens that prompt and answer may have together; less where the model was trained on less.
const LARGEST_WINDOW: u32 = 8_192;
/// LLM tokens of the prompt that are read at once.
const BATCH: usize = 512;

/// The model in memory.
pub struct Runner {
    backend: LlamaBackend,
    model: LlamaModel,
    /// What the model is called: its file's name.
    pub name: String,
}

/// How an answer ended.
pub struct Ending {
    /// It was done; else it became too long.
    pub done: bool,
    /// LLM tokens that were read.
    pub input: usize,
    /// LLM tokens that were written.
    pub output: usize,
}

impl Runner {
    /// Loads a file.
    pub fn load(file: &Path) -> Result<Self, String> {
        if !file.is_file() {
            return Err(format!("there is no file {}", file.display()));
        }
        let mut backend = LlamaBackend::init().map_err(|error| error.to_string())?;
        backend.void_logs();
        let model = LlamaModel::load_from_file(&backend, file, &LlamaModelParams::default())
            .map_err(|error| format!("{} cannot be loaded: {error}", file.display()))?;
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { backend, model, name })
    }

    /// Answers; `tell` hears each piece, and ends the answer by saying no.
    pub fn answer(&self, wish: &Wish, tell: &mut dyn FnMut(&str) -> bool) -> Result<Ending, String> {
        let prompt = self.prompt(wish)?;
        let window = self.model.n_ctx_train().clamp(512, LARGEST_WINDOW);
        let room = (window as usize).saturating_sub(prompt.len());
        if prompt.is_empty() || room == 0 {
            return Err(format!("the request has {} LLM tokens, and the model takes {window}", prompt.len()));
        }
        let parameters = LlamaContextParams::default().with_n_ctx(NonZeroU32::new(window)).with_n_batch(BATCH as u32);
        let mut context = self.model.new_context(&self.backend, parameters).map_err(|error| error.to_string())?;
        for part in prompt.chunks(BATCH) {
            let mut batch = LlamaBatch::get_one(part).map_err(|error| error.to_string())?;
            context.decode(&mut batch).map_err(|error| error.to_string())?;
        }
        let mut sampler = self.sampler(wish)?;
        let mut text = Text::default();
        let mut output = 0;
        while output < wish.most.min(room) {
            let token = sampler.sample(&context, -1);
            output += 1;
            if self.model.vocab().is_eog(token) {
                let rest = text.end();
                let _ = rest.is_empty() || tell(&rest);
                return Ok(Ending { done: true, input: prompt.len(), output });
            }
            let piece = self.model.vocab().token_to_piece(token, false, None);
            let told = text.push(&piece);
            if !told.is_empty() && !tell(&told) {
                return Err("nobody listens any more".to_owned());
            }
            let next = [token];
            let mut batch = LlamaBatch::get_one(&next).map_err(|error| error.to_string())?;
            context.decode(&mut batch).map_err(|error| error.to_string())?;
        }
        let rest = text.end();
        let _ = rest.is_empty() || tell(&rest);
        Ok(Ending { done: false, input: prompt.len(), output })
    }

    fn prompt(&self, wish: &Wish) -> Result<Vec<llama_cpp_2::token::LlamaToken>, String> {
        let message = |(role, text): &(String, String)| LlamaChatMessage::new(role.clone(), text.clone());
        let messages: Vec<LlamaChatMessage> =
            wish.messages.iter().map(message).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        let chatml = || LlamaChatTemplate::new("chatml").map_err(|error| error.to_string());
        let template = self.model.chat_template(None).or_else(|_| chatml())?;
        let text = self.model.apply_chat_template(&template, &messages, true);
        let text = match text {
            Ok(text) => text,
            // A template that llama.cpp does not know by itself.
            Err(_) => self.model.apply_chat_template(&chatml()?, &messages, true).map_err(|error| error.to_string())?,
        };
        Ok(self.model.vocab().tokenize(text.as_bytes(), true, true))
    }

    fn sampler(&self, wish: &Wish) -> Result<LlamaSampler, String> {
        let mut chain = Vec::new();
        if let Some(schema) = &wish.schema {
            let grammar = json_schema_to_grammar(&schema.to_string()).map_err(|error| error.to_string())?;
            chain.push(LlamaSampler::grammar(&self.model, &grammar, "root").map_err(|error| error.to_string())?);
        }
        if wish.temperature <= 0.0 {
            chain.push(LlamaSampler::greedy());
        } else {
            chain.push(LlamaSampler::min_p(0.05, 1));
            chain.push(LlamaSampler::temp(wish.temperature));
            chain.push(LlamaSampler::dist(wish.seed));
        }
        Ok(LlamaSampler::chain_simple(chain))
    }
}

/// Pieces of text out of bytes that may end within a letter.
#[derive(Default)]
struct Text(Vec<u8>);

impl Text {
    fn push(&mut self, bytes: &[u8]) -> String {
        self.0.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.0) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => self.0.len(),
        };
        let rest = self.0.split_off(whole);
        String::from_utf8_lossy(&std::mem::replace(&mut self.0, rest)).into_owned()
    }

    fn end(self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}
