"""The tags of every complex type that the sandbox takes, from Omie's reference (omie-api.md, appendix A).

A tag that is not listed is refused (5001), one at a time, in upper case, with the type's name, as Omie does. `tag:type` is
a block or a list of blocks of that type.
"""

from __future__ import annotations

from typing import Any

from ap_engine.erp.sandbox.fault import business
from ap_engine.erp.wire import Json

_LISTING = "pagina registros_por_pagina apenas_importado_api ordenar_por ordem_descrescente"
_DATES = "filtrar_por_data_de filtrar_por_data_ate filtrar_apenas_inclusao filtrar_apenas_alteracao"

_TYPES = {
    "conta_pagar_cadastro": """
        codigo_lancamento_omie codigo_lancamento_integracao codigo_cliente_fornecedor codigo_cliente_fornecedor_integracao
        data_vencimento valor_documento codigo_categoria categorias:categorias data_previsao id_conta_corrente
        numero_documento_fiscal data_emissao data_entrada codigo_projeto observacao valor_pis retem_pis valor_cofins retem_cofins
        valor_csll retem_csll valor_ir retem_ir valor_iss retem_iss valor_inss retem_inss distribuicao:distribuicao numero_pedido
        codigo_tipo_documento numero_documento numero_parcela chave_nfe codigo_barras_ficha_compensacao codigo_vendedor id_origem
        info:info operacao status_titulo nsu acao id_conta_corrente_integracao bloqueado baixa_bloqueada codigo_cmc7_cheque
        importado_api bloquear_exclusao cnab_integracao_bancaria:cnab_integracao_bancaria servico_tomado:servico_tomado valor_pag
        aprendizado_rateio baixar_documento conciliar_documento pagamento:pagamento""",
    "categorias": "codigo_categoria valor percentual",
    "distribuicao": "cCodDep cDesDep nValDep nPerDep",
    "info": "dInc hInc uInc dAlt hAlt uAlt cImpAPI",
    "cnab_integracao_bancaria": """codigo_forma_pagamento banco_transferencia agencia_transferencia conta_corrente_transferencia
        finalidade_transferencia cpf_cnpj_transferencia nome_transferencia codigo_barras_boleto juros_boleto multa_boleto
        pix_qrcode""",
    "servico_tomado": """numero_nf serie_nf codigo_servico valor_nf cst_pis base_pis aliquota_pis valor_pis cst_cofins base_cofins
        aliquota_cofins valor_cofins""",
    "pagamento": "codigo_pagamento_integracao codigo_conta_corrente valor desconto juros multa data observacao",
    "conta_pagar_cadastro_chave": "codigo_lancamento_omie codigo_lancamento_integracao",
    "conta_pagar_lancar_pagamento": """codigo_lancamento codigo_lancamento_integracao codigo_baixa codigo_baixa_integracao
        codigo_conta_corrente codigo_conta_corrente_integracao valor desconto juros multa data observacao conciliar_documento""",
    "conta_pagar_cancelar_pagamento": "codigo_baixa codigo_baixa_integracao",
    "lcpListarRequest": f"""{_LISTING} {_DATES} filtrar_por_emissao_de filtrar_por_registro_de filtrar_por_emissao_ate
        filtrar_por_registro_ate filtrar_conta_corrente filtrar_cliente filtrar_por_cpf_cnpj filtrar_por_status filtrar_por_projeto
        filtrar_por_vendedor filtrar_apenas_titulos_em_aberto exibir_obs""",
    "mfListarRequest": """nPagina nRegPorPagina cOrdenarPor cOrdemDecrescente lDadosCad nCodTitulo cCodIntTitulo cNumTitulo
        dDtEmisDe dDtEmisAte dDtVencDe dDtVencAte dDtPagtoDe dDtPagtoAte dDtPrevDe dDtPrevAte dDtRegDe dDtRegAte nCodCliente
        cCPFCNPJCliente nCodCtr cNumCtr nCodOS cNumOS nCodCC cStatus cNatureza cTipo cOperacao cNumDocFiscal cCodigoBarras
        nCodProjeto nCodVendedor nCodComprador cCodCateg dDtIncDe dDtIncAte dDtAltDe dDtAltAte cTpLancamento
        cExibirDepartamentos nCodMovCC""",
    "eccListarExtratoRequest": "nCodCC cCodIntCC dPeriodoInicial dPeriodoFinal cExibirApenasSaldo",
    "clientes_cadastro": """codigo_cliente_omie codigo_cliente_integracao razao_social cnpj_cpf nome_fantasia telefone1_ddd
        telefone1_numero contato endereco endereco_numero bairro complemento estado cidade cep codigo_pais separar_endereco
        pesquisar_cep telefone2_ddd telefone2_numero fax_ddd fax_numero email homepage inscricao_estadual inscricao_municipal
        inscricao_suframa optante_simples_nacional tipo_atividade cnae produtor_rural contribuinte observacao obs_detalhadas
        recomendacao_atraso tags:tags pessoa_fisica exterior logradouro importado_api bloqueado cidade_ibge valor_limite_credito
        bloquear_faturamento recomendacoes enderecoEntrega nif documento_exterior inativo dadosBancarios:dadosBancarios
        caracteristicas enviar_anexos info:info bloquear_exclusao""",
    "tags": "tag",
    "dadosBancarios": "codigo_banco agencia conta_corrente doc_titular nome_titular transf_padrao cChavePix",
    "clientes_cadastro_chave": "codigo_cliente_omie codigo_cliente_integracao",
    "clientes_list_request": f"""{_LISTING} ordem_decrescente {_DATES} filtrar_por_hora_de filtrar_por_hora_ate clientesFiltro
        clientesPorCodigo exibir_caracteristicas exibir_obs""",
    "departamento_incluir_request": "codigo descricao",
    "departamento_consultar": "codigo",
    "departamento_listar_request": f"{_LISTING} {_DATES}",
    "categoria_incluir": "categoria_superior descricao natureza tipo_categoria codigo_dre",
    "categoria_consultar": "codigo",
    "categoria_list_request": f"{_LISTING} filtrar_apenas_ativo filtrar_por_tipo",
    "fin_conta_corrente_cadastro": """nCodCC cCodCCInt tipo_conta_corrente codigo_banco descricao codigo_agencia
        numero_conta_corrente saldo_inicial saldo_data valor_limite nao_fluxo nao_resumo observacao bol_sn pix_sn nome_gerente
        ddd telefone email endereco numero bairro complemento estado cidade cep codigo_pais bloqueado inativo""",
    "fin_conta_corrente_chave": "nCodCC cCodCCInt",
    "fin_conta_corrente_listar_request": f"codigo codigo_integracao {_LISTING} {_DATES} filtrar_apenas_ativo",
    "docIncluirAnexoRequest": "cCodIntAnexo cTabela nId cNomeArquivo cTipoArquivo cArquivo cMd5",
    "docConsultarAnexoRequest": "cCodIntAnexo cTabela nId nIdAnexo cNomeArquivo",
    "docListarAnexosRequest": """nPagina nRegPorPagina cOrdenarPor cOrdemDecrescente dDtIncDe dDtIncAte dDtAltDe dDtAltAte nId
        cTabela""",
    "com_pedido_incluir_request": """cabecalho_incluir:cabecalho_incluir frete_incluir produtos_incluir:produtos_incluir
        departamentos_incluir:departamentos_incluir parcelas_incluir:parcelas_incluir""",
    "cabecalho_incluir": """cCodIntPed dDtPrevisao cCodParc nQtdeParc cCnpjCpfFor nCodFor cCodIntFor cCodCateg nCodCompr cContato
        cContrato nCodCC nCodIntCC nCodProj cNumPedido cObs cObsInt cEmailAprovador""",
    "produtos_incluir": """cCodIntItem cCodIntProd nCodProd cProduto cDescricao cNCM cUnidade cEAN nPesoLiq nPesoBruto nQtde nValUnit
        nDesconto nValorIcms nValorSt nValorIpi nValorPis nValorCofins cObs cMkpAtuPv cMkpAtuSm nMkpPerc codigo_local_estoque
        cCodCateg""",
    "departamentos_incluir": "cCodDepto nPerc",
    "parcelas_incluir": "nParcela dVencto nValor nDias nPercent cTipoDoc",
    "com_pedido_consultar_request": "nCodPed cCodIntPed cNumero",
    "com_pedido_pesquisar_request": """nPagina nRegsPorPagina lApenasImportadoApi lExibirPedidosPendentes lExibirPedidosFaturados
        lExibirPedidosRecebidos lExibirPedidosCancelados lExibirPedidosEncerrados lExibirPedidosRecParciais
        lExibirPedidosFatParciais dDataInicial dDataFinal lApenasAlterados""",
}
TYPES: dict[str, dict[str, str]] = {
    name: {tag: kind for tag, _, kind in (word.partition(":") for word in words.split())} for name, words in _TYPES.items()
}


def check_tags(param: Json, type_name: str) -> None:
    """Refuse the first tag that the type does not have, at any depth."""
    known = TYPES[type_name]
    for tag, value in param.items():
        if tag not in known:
            raise business(5001, f"Tag [{tag.upper()}] não faz parte da estrutura do tipo complexo [{type_name}]!")
        if known[tag]:
            _check_blocks(value, known[tag])


def _check_blocks(value: Any, type_name: str) -> None:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            check_tags(item, type_name)
