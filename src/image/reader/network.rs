//! A network with one input, and outputs of which some lie on the way to others.
use super::ReaderError;
use rten::{Model, ModelOptions, NodeId, Value, op_registry};
use rten_tensor::{NdTensor, Tensor};

/// One of the two networks, ready to run.
pub(super) struct Network {
    model: Model,
    input: NodeId,
    outputs: Vec<NodeId>,
}

/// What an output gives.
pub(super) type Values = Tensor<f32>;

impl Network {
    /// From an ONNX file. Only the operators that the two networks are made of are known: the others would double the
    /// module.
    pub(super) fn new(onnx: &[u8], outputs: usize) -> Result<Network, ReaderError> {
        let operators = op_registry!(
            Add,
            AveragePool,
            BatchNormalization,
            Cast,
            Concat,
            Conv,
            ConvTranspose,
            Div,
            Erf,
            GlobalAveragePool,
            HardSigmoid,
            Identity,
            MatMul,
            MaxPool,
            Mul,
            ReduceMean,
            Relu,
            Resize,
            Sigmoid,
            Squeeze,
            Transpose,
            Unsqueeze
        );
        let model = ModelOptions::with_ops(operators)
            .load(onnx.to_vec())
            .map_err(|error| ReaderError::Network(error.to_string()))?;
        match model.input_ids() {
            &[input] if model.output_ids().len() == outputs => {
                let outputs = model.output_ids().to_vec();
                Ok(Network { model, input, outputs })
            }
            _ => Err(ReaderError::Network(format!("expected one input and {outputs} outputs"))),
        }
    }

    /// Runs it on a picture of blue, green and red planes one after the other, as far as the outputs that are asked
    /// for.
    pub(super) fn run<const N: usize>(
        &self,
        planes: Vec<f32>,
        height: usize,
        width: usize,
        outputs: [usize; N],
    ) -> Result<[Values; N], ReaderError> {
        let picture = NdTensor::from_data([1, 3, height, width], planes);
        self.run_from(self.input, picture.into(), outputs)
    }

    /// Runs what lies between two of its outputs.
    pub(super) fn go_on(&self, from: usize, values: Values, to: usize) -> Result<Values, ReaderError> {
        let [values] = self.run_from(self.outputs[from], values.into(), [to])?;
        Ok(values)
    }

    fn run_from<const N: usize>(
        &self,
        node: NodeId,
        values: Value,
        outputs: [usize; N],
    ) -> Result<[Values; N], ReaderError> {
        let failed = |error: &dyn std::fmt::Display| ReaderError::Network(error.to_string());
        let outputs = outputs.map(|output| self.outputs[output]);
        let found = self.model.run_n(vec![(node, values.into())], outputs, None).map_err(|error| failed(&error))?;
        let tensors: Result<Vec<Values>, ReaderError> =
            found.into_iter().map(|value| value.try_into().map_err(|error| failed(&error))).collect();
        Ok(tensors?.try_into().expect("as many as were asked for"))
    }
}
