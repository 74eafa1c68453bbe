using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a contract's client: each method in its asynchronous and its blocking form.</summary>
internal static class ClientEmitter
{
    private const string Task = "global::System.Threading.Tasks.ValueTask";
    private const string Token = "global::System.Threading.CancellationToken";

    public static string Emit(ContractModel contract)
    {
        var code = new CodeWriter();
        code.OpenNamespace(contract.Namespace);
        string name = contract.BaseName + "Client";
        string self = ContractEmitter.Sibling(contract) + "Client";
        code.Line($"/// <summary>Calls the contract {contract.WireName}; safe for any number of threads.</summary>");
        code.Generated();
        code.Open($"{contract.Access} sealed class {name} : {contract.CSharp}, global::Cells.Binding.ICellClient<{self}>");
        code.Lines($$"""
            private readonly global::Cells.Binding.CellInvoker _invoker;

            /// <summary>Makes a client over an invoker.</summary>
            /// <param name="invoker">What carries the calls.</param>
            public {{name}}(global::Cells.Binding.CellInvoker invoker) => _invoker = invoker;

            /// <summary>The contract that the client calls.</summary>
            public static global::Cells.Binding.ContractDescriptor Contract => {{ContractEmitter.Sibling(contract)}}Contract.Descriptor;

            /// <summary>Makes a client over an invoker.</summary>
            /// <param name="invoker">What carries the calls.</param>
            /// <returns>The client.</returns>
            public static {{self}} Create(global::Cells.Binding.CellInvoker invoker) => new {{self}}(invoker);

            /// <summary>The same client with other options for its calls.</summary>
            /// <param name="options">What the calls ask for.</param>
            /// <returns>A client on the same channel.</returns>
            public {{self}} With(global::Cells.CallOptions options) => new {{self}}(_invoker.With(options));

            /// <summary>Memory for an image that is built in place and sent without a copy.</summary>
            /// <typeparam name="T">The message.</typeparam>
            /// <param name="maxBytes">The largest size that the image may reach.</param>
            /// <returns>The image, empty; the caller disposes it.</returns>
            public global::Cells.Image<T> Rent<T>(int maxBytes)
                where T : global::Cells.Images.IImageMessage<T> => _invoker.Rent<T>(maxBytes);

            /// <summary>Ends the channel that carries the calls.</summary>
            /// <returns>A task that ends with the channel.</returns>
            public {{Task}} DisposeAsync() => _invoker.DisposeAsync();
            """);
        foreach (MethodModel method in contract.Methods)
            EmitMethod(code, contract, method);
        foreach (MethodModel method in contract.Removed)
            EmitRemoved(code, contract, method);
        code.Close();
        return code.ToString();
    }

    private static void EmitMethod(CodeWriter code, ContractModel contract, MethodModel method)
    {
        var signature = new ClientSignature(contract, method);
        if (method.HasStreams)
        {
            EmitStreaming(code, signature);
        }
        else if (method.IsRequestSynthesized)
        {
            string request = Synthesized(method);
            EmitForms(code, signature, signature.Parameters(null), request, null);
        }
        else
        {
            string parameter = method.Parameters[0].Identifier;
            string copy = method.Parameters[0].Name + "Image";
            EmitForms(code, signature, signature.Parameters(method.Request), parameter, null);
            EmitForms(code, signature, signature.Parameters(method.Request + ".View"), copy, $"using global::Cells.Image<{method.Request}> {copy} = {parameter}.ToImage();");
            EmitForms(code, signature, signature.Parameters($"global::Cells.Image<{method.Request}>"), parameter, "");
        }

        if (!signature.IsImplicit)
            EmitExplicit(code, contract, method, signature);
        if (method.SynthesizedResult is not null)
            EmitUnwrap(code, method);
    }

    private static string Synthesized(MethodModel method) =>
        $"new {method.Request}({string.Join(", ", method.RequestParameters.Select(static parameter => parameter.Identifier))})";

    /// <summary>Writes the one form of a method with streams.</summary>
    private static void EmitStreaming(CodeWriter code, ClientSignature signature)
    {
        MethodModel method = signature.Method;
        string request = method.IsRequestSynthesized ? Synthesized(method) : method.RequestParameters.Single().Identifier;
        const string Space = "global::Cells.Binding.Streams.";
        string sources = method.Streams.Any()
            ? $"new {Space}StreamArgument[] {{ {string.Join(", ", method.Streams.Select(static stream => stream.Kind == ParameterKind.Tunnel ? $"new {Space}TunnelArgument({stream.Identifier})" : $"new {Space}StreamSource<{stream.Item}>({stream.Identifier})"))} }}"
            : $"global::System.Array.Empty<{Space}StreamArgument>()";
        string types = method.Response is null ? $"<{method.Request}>" : $"<{method.Request}, {method.Response}>";
        string call = $"_invoker.{(method.ReturnsStream ? "Stream" : "InvokeAsync")}{types}({signature.Descriptor}, {request}, {sources}, {signature.Token})";
        EmitForm(
            code,
            signature,
            method.Documentation,
            $"public {signature.AsyncReturn} {method.WireName}Async({signature.Parameters(null)})",
            $"return {(method.SynthesizedResult is null ? call : $"Unwrap{method.WireName}Async({call})")};",
            prelude: null,
            method.ReturnsStream ? "The items. Each enumerator makes the call, when its first item is asked for." : "The outcome.");
    }

    /// <summary>Writes the asynchronous and the blocking form.</summary>
    /// <param name="prelude">Null for the main form; else the forms for views and images, which give way to it where both would fit.</param>
    private static void EmitForms(CodeWriter code, ClientSignature signature, string parameters, string request, string? prelude)
    {
        MethodModel method = signature.Method;
        string arguments = $"({signature.Descriptor}, {request}, {signature.Token})";
        string types = method.Response is null ? $"<{method.Request}>" : $"<{method.Request}, {method.Response}>";
        string form = method.ResponseForm == MessageForm.Image ? "ForImage" : "";

        string async = $"_invoker.Invoke{form}Async{types}{arguments}";
        EmitForm(
            code,
            signature,
            method.Documentation,
            $"public {signature.AsyncReturn} {method.WireName}Async({parameters})",
            $"return {(method.SynthesizedResult is null ? async : $"Unwrap{method.WireName}Async({async})")};",
            prelude,
            "The outcome.");

        string blocking = $"_invoker.Invoke{form}{types}{arguments}";
        EmitForm(
            code,
            signature,
            method.Documentation,
            $"public {signature.BlockingReturn} {method.WireName}({parameters})",
            method.Response is null ? blocking + ";" : $"return {blocking}{(method.SynthesizedResult is null ? "" : ".Value")};",
            prelude,
            method.Response is null ? null : "The result.");
    }

    private static void EmitForm(CodeWriter code, ClientSignature signature, string documentation, string header, string statement, string? prelude, string? returns)
    {
        code.Line();
        code.Summary(documentation, $"Calls {signature.Method.WireName}{(header.Contains("Async(") ? "" : " and waits for the outcome on this thread")}.");
        foreach (ParameterModel parameter in signature.Method.Parameters)
            code.Line($"/// <param name=\"{parameter.Name}\">{(parameter.Kind != ParameterKind.Request ? $"The {(parameter.Kind == ParameterKind.Tunnel ? "tunnel" : "stream")} {parameter.Name}." : signature.Method.IsRequestSynthesized ? $"The argument {parameter.Name}." : "The request.")}</param>");
        code.Line($"/// <param name=\"{signature.TokenName}\">Gives the call up.</param>");
        if (returns is not null)
            code.Line($"/// <returns>{returns}</returns>");
        if (prelude is not null)
            code.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]");
        code.Refused(signature.Method.Misfit);
        code.Open(header);
        if (!string.IsNullOrEmpty(prelude))
            code.Line(prelude!);
        code.Line(statement);
        code.Close();
    }

    /// <summary>Writes a method that the contract has no more: whoever calls it is told so by the compiler.</summary>
    private static void EmitRemoved(CodeWriter code, ContractModel contract, MethodModel method)
    {
        const string Statement = "throw new global::System.NotSupportedException();";
        var signature = new ClientSignature(contract, method);
        string?[] wholes = method.IsRequestSynthesized || method.HasStreams ? [null] : [method.Request, method.Request + ".View", $"global::Cells.Image<{method.Request}>"];
        foreach (string? whole in wholes)
        {
            string? prelude = whole == wholes[0] ? null : "";
            EmitForm(code, signature, method.Documentation, $"public {signature.AsyncReturn} {method.WireName}Async({signature.Parameters(whole)})", Statement, prelude, "The outcome.");
            if (method.HasStreams)
                continue;
            EmitForm(code, signature, method.Documentation, $"public {signature.BlockingReturn} {method.WireName}({signature.Parameters(whole)})", Statement, prelude, method.Response is null ? null : "The result.");
        }
    }

    private static void EmitExplicit(CodeWriter code, ContractModel contract, MethodModel method, ClientSignature signature)
    {
        var parameters = new List<string>();
        foreach (ParameterModel parameter in method.Parameters)
            parameters.Add($"{signature.DeclaredType(parameter)} {parameter.Identifier}");
        var arguments = new List<string>(method.Parameters.Select(static parameter => parameter.Identifier));
        if (method.Context != ContextKind.None)
            parameters.Add($"{(method.Context == ContextKind.Cancellation ? Token : "global::Cells.CallContext")} {signature.Token}");
        arguments.Add(method.Context switch
        {
            ContextKind.Cancellation => signature.Token,
            ContextKind.CallContext => signature.Token + ".Cancellation",
            _ => "default",
        });

        code.Line();
        code.Refused(method.Misfit);
        code.Line($"{signature.AsyncReturn} {contract.CSharp}.{method.Name}({string.Join(", ", parameters)}) => {method.WireName}Async({string.Join(", ", arguments)});");
    }

    private static void EmitUnwrap(CodeWriter code, MethodModel method)
    {
        code.Line();
        code.Line("[global::System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(global::System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]");
        code.Line($"private static async {Task}<{method.SynthesizedResult}> Unwrap{method.WireName}Async({Task}<{method.Response}> call) => (await call.ConfigureAwait(false)).Value;");
    }

    /// <summary>The parts of a method's signature in the client.</summary>
    private sealed class ClientSignature(ContractModel contract, MethodModel method)
    {
        public MethodModel Method => method;

        public string TokenName => method.ContextName;

        public string Token => Names.Escape(method.ContextName);

        public string Descriptor => $"{ContractEmitter.Sibling(contract)}Contract.{method.WireName}Method";

        /// <summary>Whether the public method is at once the interface's.</summary>
        public bool IsImplicit => method.Name == method.WireName + "Async" && method.Context == ContextKind.Cancellation;

        public string BlockingReturn => method switch
        {
            { Response: null } => "void",
            { SynthesizedResult: { } result } => result,
            { ResponseForm: MessageForm.Image } => $"global::Cells.Image<{method.Response}>",
            _ => method.Response,
        };

        public string AsyncReturn => method.ReturnsStream ? $"global::System.Collections.Generic.IAsyncEnumerable<{method.Response}>"
            : method.Response is null ? Task
            : $"{Task}<{BlockingReturn}>";

        /// <summary>The parameters with the request as the given type, or as separate arguments.</summary>
        public string Parameters(string? whole)
        {
            IEnumerable<string> parameters = method.Parameters.Select(parameter =>
                $"{whole ?? parameter.CSharp} {parameter.Identifier}{(parameter.Default is { } given ? " = " + given : "")}");
            return string.Join(", ", parameters.Append($"{ClientEmitter.Token} {Token} = default"));
        }

        /// <summary>The parameter's type as the interface declares it.</summary>
        public string DeclaredType(ParameterModel parameter) => method.IsRequestSynthesized || parameter.Kind != ParameterKind.Request ? parameter.CSharp : method.RequestForm switch
        {
            MessageForm.View => method.Request + ".View",
            MessageForm.Image => $"global::Cells.Image<{method.Request}>",
            _ => method.Request,
        };
    }
}
