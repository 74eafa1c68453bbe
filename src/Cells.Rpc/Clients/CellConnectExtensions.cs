using Cells.Binding;
using Cells.Rpc;
using Cells.Rpc.Clients;

namespace Cells;

/// <summary>Connects to cells by name.</summary>
public static class CellConnectExtensions
{
    extension(Cell)
    {
        /// <summary>Connects to a cell and gives a client that outlives sessions: it reconnects when its cell is restarted.</summary>
        /// <typeparam name="TClient">The generated client.</typeparam>
        /// <param name="cell">The cell's name; <c>-</c> and <c>_</c> are the same.</param>
        /// <param name="cancellation">Gives up.</param>
        /// <exception cref="CellException">The cell did not answer within 10 s, refused, or serves no method of the contract that fits.</exception>
        public static ValueTask<TClient> ConnectAsync<TClient>(string cell, CancellationToken cancellation = default)
            where TClient : ICellClient<TClient> => ConnectAsync<TClient>(cell, new ConnectOptions(), cancellation);

        /// <summary>Connects to a cell as told and gives a client that outlives sessions.</summary>
        /// <typeparam name="TClient">The generated client.</typeparam>
        /// <param name="cell">The cell's name; <c>-</c> and <c>_</c> are the same.</param>
        /// <param name="options">Where to look and how long.</param>
        /// <param name="cancellation">Gives up.</param>
        /// <exception cref="CellException">The cell did not answer in time, refused, or serves no method of the contract that fits.</exception>
        public static async ValueTask<TClient> ConnectAsync<TClient>(string cell, ConnectOptions options, CancellationToken cancellation = default)
            where TClient : ICellClient<TClient>
        {
            var connector = new SessionConnector(cell, options);
            CellSession session = await connector.OpenAsync(TClient.Contract, cancellation);
            return TClient.Create(new CellInvoker(new ClientChannel(connector, session, options.Session.Limits), CallOptions.Default));
        }
    }
}
