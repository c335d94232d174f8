//! A network with one input and one output.
use super::ReaderError;
use rten::{Model, ModelOptions, NodeId, op_registry};
use rten_tensor::{Layout, NdTensor, Tensor};

/// One of the two networks, ready to run.
pub(super) struct Network {
    model: Model,
    input: NodeId,
    output: NodeId,
}

impl Network {
    /// From an ONNX file. Only the operators that the two networks are made of are known: the others would double the module.
    pub(super) fn new(onnx: &[u8]) -> Result<Network, ReaderError> {
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
        let (&[input], &[output]) = (model.input_ids(), model.output_ids()) else {
            return Err(ReaderError::Network("expected one input and one output".to_owned()));
        };
        Ok(Network { model, input, output })
    }

    /// Runs it on a picture of blue, green and red planes one after the other, and gives the values and their shape.
    pub(super) fn run(
        &self,
        planes: Vec<f32>,
        height: usize,
        width: usize,
    ) -> Result<(Vec<f32>, Vec<usize>), ReaderError> {
        let picture = NdTensor::from_data([1, 3, height, width], planes);
        let failed = |error: &dyn std::fmt::Display| ReaderError::Network(error.to_string());
        let [output] = self
            .model
            .run_n(vec![(self.input, picture.into())], [self.output], None)
            .map_err(|error| failed(&error))?;
        let shape = output.shape().to_vec();
        let values: Tensor<f32> = output.try_into().map_err(|error| failed(&error))?;
        Ok((values.into_data(), shape))
    }
}
