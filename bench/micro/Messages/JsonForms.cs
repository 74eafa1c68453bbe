using System.Text.Json.Serialization;

namespace Cells.Bench.Micro.Messages;

/// <summary>The same records as JSON, by generated code.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Default, MaxDepth = 256)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(LogBatch))]
[JsonSerializable(typeof(PointCloud))]
[JsonSerializable(typeof(Node))]
internal sealed partial class JsonForms : JsonSerializerContext;
