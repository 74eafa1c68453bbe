using System.Globalization;
using Cells.Generators.Models;

namespace Cells.Generators.Emit;

/// <summary>Writes a contract's dispatcher. A handler that is done when it returns is answered at once, without an allocation.</summary>
internal static class DispatcherEmitter
{
    private const string Task = "global::System.Threading.Tasks.ValueTask";
    private const string Call = "global::Cells.Binding.IncomingCall";
    private const string Pooled = "[global::System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(global::System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder))]";

    public static string Emit(ContractModel contract)
    {
        var code = new CodeWriter();
        code.OpenNamespace(contract.Namespace);
        if (contract.Methods.Any(static method => method.Misfit is not null))
            code.Line("#pragma warning disable CS0612");
        string name = contract.BaseName + "Dispatcher";
        code.Line($"/// <summary>Calls an implementation of the contract {contract.WireName}.</summary>");
        code.Generated();
        code.Open($"{contract.Access} sealed class {name} : global::Cells.Binding.CellDispatcher");
        code.Lines($$"""
            private readonly {{contract.CSharp}} _service;

            /// <summary>Makes the dispatcher of an implementation.</summary>
            /// <param name="service">The implementation.</param>
            public {{name}}({{contract.CSharp}} service) => _service = service;

            /// <summary>The contract that is served.</summary>
            public override global::Cells.Binding.ContractDescriptor Contract => {{ContractEmitter.Sibling(contract)}}Contract.Descriptor;

            /// <summary>Reads the request, calls the handler and gives its reply.</summary>
            /// <param name="ordinal">The method's place in the contract.</param>
            /// <param name="call">The call.</param>
            /// <returns>A task that ends when the reply was given.</returns>
            """);
        code.Open($"public override {Task} DispatchAsync(int ordinal, {Call} call)");
        code.Open("switch (ordinal)");
        for (int i = 0; i < contract.Methods.Count; i++)
            code.Line($"case {i.ToString(CultureInfo.InvariantCulture)}: return Dispatch{contract.Methods[i].WireName}(call);");
        code.Line($"default: throw new global::Cells.CellException(global::Cells.CellErrorCode.UnknownMethod, \"The contract {contract.WireName} has {contract.Methods.Count.ToString(CultureInfo.InvariantCulture)} methods; there is none with that number.\");");
        code.Close();
        code.Close();
        foreach (MethodModel method in contract.Methods)
        {
            code.Line();
            if (method.Misfit is not null)
                code.Line("[global::System.Obsolete]");
            if (!method.IsRequestSynthesized && method.RequestForm == MessageForm.Image)
                EmitForImage(code, method);
            else
                EmitPlain(code, method);
        }

        code.Close();
        return code.ToString();
    }

    private static void EmitPlain(CodeWriter code, MethodModel method)
    {
        code.Open($"private {Task} Dispatch{method.WireName}({Call} call)");
        string arguments;
        if (method.IsRequestSynthesized)
        {
            // Read even where nothing is in it: garbage in place of a request is refused.
            code.Line($"{method.Request} request = call.ReadRequest<{method.Request}>();");
            arguments = InOrder(method, static parameter => "request." + Names.Escape(char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1)));
            if (!method.RequestParameters.Any())
                code.Line("_ = request;");
        }
        else
        {
            arguments = InOrder(method, _ => method.RequestForm == MessageForm.View
                ? $"new {method.Request}.View(call.Request)"
                : $"call.ReadRequest<{method.Request}>()");
        }

        if (method.ReturnsStream)
        {
            code.Line($"return call.ReplyStreamAsync(_service.{Names.Escape(method.Name)}({Arguments(method, arguments)}));");
            code.Close();
            return;
        }

        if (method.HasTunnels)
        {
            EmitTunnelled(code, method, $"_service.{Names.Escape(method.Name)}({Arguments(method, arguments)})");
            return;
        }

        code.Line($"{TaskOf(method)} task = _service.{Names.Escape(method.Name)}({Arguments(method, arguments)});");
        code.Line("if (!task.IsCompletedSuccessfully)");
        code.Line($"    return {(method.SynthesizedResult is null ? "call.ReplyAsync(task)" : $"Finish{method.WireName}Async(call, task)")};");
        EmitReply(code, method);
        code.Line($"return default;");
        code.Close();
        if (method.SynthesizedResult is null)
            return;

        code.Line();
        code.Line(Pooled);
        code.Line($"private static async {Task} Finish{method.WireName}Async({Call} call, {TaskOf(method)} task) => call.Reply(new {method.Response}(await task.ConfigureAwait(false)));");
    }

    /// <summary>The arguments in the order of their declaration: parts of the request, or it, and streams.</summary>
    private static string InOrder(MethodModel method, Func<ParameterModel, string> ofRequest)
    {
        int channel = 0;
        return string.Join(", ", method.Parameters.Select(parameter => parameter.Kind switch
        {
            ParameterKind.Stream => $"call.OpenStream<{parameter.Item}>({(++channel).ToString(CultureInfo.InvariantCulture)})",
            ParameterKind.Tunnel => $"call.OpenTunnel({(++channel).ToString(CultureInfo.InvariantCulture)})",
            _ => ofRequest(parameter),
        }));
    }

    /// <summary>What the handler wrote to its tunnels leaves before the reply.</summary>
    private static void EmitTunnelled(CodeWriter code, MethodModel method, string task)
    {
        code.Line($"return Finish{method.WireName}Async(call, {task});");
        code.Close();
        code.Line();
        code.Line(Pooled);
        code.Open($"private static async {Task} Finish{method.WireName}Async({Call} call, {TaskOf(method)} task)");
        code.Line(method.Response is null ? "await task.ConfigureAwait(false);" : "var result = await task.ConfigureAwait(false);");
        code.Line("await call.CloseTunnelsAsync().ConfigureAwait(false);");
        code.Line(method.Response is null ? "call.Reply();" : $"call.Reply({(method.SynthesizedResult is null ? "result" : $"new {method.Response}(result)")});");
        code.Close();
    }

    private static void EmitReply(CodeWriter code, MethodModel method)
    {
        if (method.Response is null)
        {
            code.Line("task.GetAwaiter().GetResult();");
            code.Line("call.Reply();");
        }
        else
        {
            code.Line(method.SynthesizedResult is null ? "call.Reply(task.Result);" : $"call.Reply(new {method.Response}(task.Result));");
        }
    }

    /// <summary>The handler gets an image of its own, which is disposed when it is done.</summary>
    private static void EmitForImage(CodeWriter code, MethodModel method)
    {
        string image = $"global::Cells.Image<{method.Request}>";
        code.Open($"private {Task} Dispatch{method.WireName}({Call} call)");
        code.Line($"{image} request = call.TakeRequest<{method.Request}>();");
        code.Line($"{TaskOf(method)} task;");
        code.Open("try");
        code.Line($"task = _service.{Names.Escape(method.Name)}({Arguments(method, "request")});");
        code.Line("if (!task.IsCompletedSuccessfully)");
        code.Line($"    return Finish{method.WireName}Async(call, request, task);");
        code.Close();
        code.Open("catch");
        code.Line("request.Dispose();");
        code.Line("throw;");
        code.Close();
        code.Line();
        code.Open("using (request)");
        EmitReply(code, method);
        code.Line("return default;");
        code.Close();
        code.Close();
        code.Line();
        code.Line(Pooled);
        code.Open($"private static async {Task} Finish{method.WireName}Async({Call} call, {image} request, {TaskOf(method)} task)");
        code.Open("using (request)");
        if (method.Response is null)
        {
            code.Line("await task.ConfigureAwait(false);");
            code.Line("call.Reply();");
        }
        else
        {
            code.Line(method.SynthesizedResult is null ? "call.Reply(await task.ConfigureAwait(false));" : $"call.Reply(new {method.Response}(await task.ConfigureAwait(false)));");
        }

        code.Close();
        code.Close();
    }

    private static string Arguments(MethodModel method, string request)
    {
        string context = method.Context switch
        {
            ContextKind.Cancellation => "call.Cancellation",
            ContextKind.CallContext => "new global::Cells.CallContext(call)",
            _ => "",
        };
        return request.Length > 0 && context.Length > 0 ? $"{request}, {context}" : request + context;
    }

    private static string TaskOf(MethodModel method) => method switch
    {
        { Response: null } => Task,
        { SynthesizedResult: { } result } => $"{Task}<{result}>",
        { ResponseForm: MessageForm.Image } => $"{Task}<global::Cells.Image<{method.Response}>>",
        _ => $"{Task}<{method.Response}>",
    };
}
