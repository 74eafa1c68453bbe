using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cells.Nucleus.Contracts;
using Cells.Nucleus.RunDirectories;
using Cells.Platform.Sockets;
using Cells.Rpc;
using Cells.Rpc.Discovery;

namespace Dodeca.Serving.Tests;

/// <summary>Cells that are replaced while people look, as <c>cell dev</c> does it.</summary>
public class ReplacementTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("gingembre")]
    [InlineData("markdown")]
    public async Task A_cell_is_replaced_while_people_look_and_no_request_is_lost(string cell)
    {
        await using ServedSite site = await ServedSite.StartAsync();
        await site.GetAsync("/one/");
        using var over = new CancellationTokenSource();
        ConcurrentQueue<HttpStatusCode> answers = [];
        using var newcomer = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = site.Http.BaseAddress, Timeout = ServedSite.Patience };
        HttpClient[] who = [site.Http, site.Http, newcomer, newcomer];
        Task looking = Task.WhenAll(who.Select(http => LookAsync(http, answers, over.Token)));
        string copy = Directory.CreateTempSubdirectory("dodeca-cell-").FullName;
        try
        {
            int[] before = await site.ProcessesAsync(cell);
            string program = Copy(Path.Combine(AppContext.BaseDirectory, "cells", cell), copy);
            StartReply reply = await UpgradeAsync(cell, before[0], program);
            Assert.Equal((StartOutcomes.Upgraded, ""), (reply.Outcome, reply.Reason));
            Assert.Contains(site.Events, happened => happened is ServeEvent.Replaced replaced && replaced.Cell == cell);
            int seen = answers.Count;
            await UntilAsync(() => answers.Count > seen + 20);
            Assert.Empty(before.Intersect(await site.ProcessesAsync(cell)));

            // What the new one makes may be another thing.
            if (cell != "http")
                await UntilAsync(() => site.Executed.Count(static execution => execution.Query == "rendered" && (string)execution.Key == "/one/") + site.Executed.Count(static execution => execution.Query == "body") > 2);
            site.Site.Page("one.md", "One", "By the new one.");
            await site.UntilAsync("/one/", static page => page.Contains("By the new one.", StringComparison.Ordinal));
        }
        finally
        {
            await over.CancelAsync();
            await looking.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await site.Server.DisposeAsync();
            Directory.Delete(copy, recursive: true);
        }

        await looking;
        Assert.All(answers, static status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Empty(site.Server.Cells.PassThroughs);
    }

    [Fact]
    public async Task A_connection_that_rests_while_the_cell_is_replaced_goes_on_with_the_next_one()
    {
        await using ServedSite site = await ServedSite.StartAsync();
        int connections = 0;
        using var handler = new SocketsHttpHandler();
        handler.ConnectCallback = async (context, cancellation) =>
        {
            Interlocked.Increment(ref connections);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpClient(handler) { BaseAddress = site.Http.BaseAddress, Timeout = ServedSite.Patience };
        string page = await http.GetStringAsync(new Uri("/one/", UriKind.Relative));
        string copy = Directory.CreateTempSubdirectory("dodeca-cell-").FullName;
        try
        {
            int[] before = await site.ProcessesAsync("http");
            StartReply reply = await UpgradeAsync("http", before[0], Copy(Path.Combine(AppContext.BaseDirectory, "cells", "http"), copy));
            Assert.Equal((StartOutcomes.Upgraded, ""), (reply.Outcome, reply.Reason));
            Assert.Empty(before.Intersect(await site.ProcessesAsync("http")));
            Assert.Equal(page, await http.GetStringAsync(new Uri("/one/", UriKind.Relative)));
            Assert.Equal(1, connections);
        }
        finally
        {
            await site.Server.DisposeAsync();
            Directory.Delete(copy, recursive: true);
        }
    }

    private static async Task LookAsync(HttpClient http, ConcurrentQueue<HttpStatusCode> answers, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri("/one/", UriKind.Relative), CancellationToken.None);
            await response.Content.ReadAsStringAsync(CancellationToken.None);
            answers.Enqueue(response.StatusCode);
        }
    }

    /// <summary>Asks the supervisor that has started a process to let another program take its place.</summary>
    private static async Task<StartReply> UpgradeAsync(string cell, int process, string program)
    {
        var hosts = new HostFolders(RunDirectory.Locate());
        foreach (SupervisorFiles files in hosts.Names().Select(hosts.Of).Where(static files => File.Exists(files.Socket)))
        {
            await using CellSession session = await CellSession.OpenAsync(UnixSocket.Connect(files.Socket), new SessionOptions(), CancellationToken.None);
            NucleusClient nucleus = session.CreateClient<NucleusClient>();
            if (!(await nucleus.ListAsync(new ListRequest("", MeasureForMs: 0))).Cells.Any(status => status.ProcessId == process))
                continue;
            var spec = new CellSpec(cell, program, [], "", [], "another build", "", "always", 0, [], false, 1, 0, 0, 0, false, 0);
            return await nucleus.UpgradeAsync(new UpgradeRequest(spec, Force: false, DrainTimeoutMs: 10_000));
        }

        throw new InvalidOperationException($"nobody has started process {process}");
    }

    private static string Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return Path.Combine(to, $"dodeca-cell-{Path.GetFileName(from)}");
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(ServedSite.Patience);
        while (!isSo())
            await Task.Delay(20, patience.Token);
    }
}
